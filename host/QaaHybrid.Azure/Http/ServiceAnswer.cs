using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>A good answer of the service.</summary>
/// <param name="What">What was asked for, in words for errors.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="RequestId">The service's name for the exchange.</param>
/// <param name="Content">The body, perhaps empty.</param>
internal sealed record ServiceAnswer(string What, int Status, string? RequestId, BinaryData Content)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The body as a JSON object.</summary>
    /// <exception cref="QuantumServiceException">It is none, or is cut off.</exception>
    public JsonElement Json
    {
        get
        {
            try
            {
                using var document = JsonDocument.Parse(Content.ToMemory(), Lenient);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                    return document.RootElement.Clone();
            }
            catch (JsonException exception)
            {
                throw Malformed($"{Content.ToMemory().Length} bytes that are not JSON ({exception.Message})", exception);
            }
            throw Malformed("JSON that is not an object");
        }
    }

    /// <summary>An error that says what is wrong with this answer.</summary>
    public QuantumServiceException Malformed(string found, Exception? inner = null) => new(
        Status, QuantumServiceException.InvalidAnswer, $"{What}: the service answered {Status} with {found}", RequestId, inner);
}
