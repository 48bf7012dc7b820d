using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace QaaHybrid.Azure;

/// <summary>A request on disk: what another process needs to send it in place of the one that planned it.</summary>
internal sealed record RequestFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Target { get; init; }

    public string? ProviderId { get; init; }

    public required string InputFormat { get; init; }

    public required string OutputFormat { get; init; }

    public required string ContentType { get; init; }

    public required int Shots { get; init; }

    public JsonObject? InputParams { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? SessionId { get; init; }

    public string? Priority { get; init; }

    /// <summary>The program where it is text.</summary>
    public string? Text { get; init; }

    /// <summary>The program where it is not.</summary>
    public byte[]? Bytes { get; init; }

    public static RequestFile Of(JobRequest request)
    {
        var isText = Utf8.IsValid(request.Input);
        return new RequestFile
        {
            Id = request.Id,
            Name = request.Name,
            Target = request.Target,
            ProviderId = request.ProviderId,
            InputFormat = request.InputFormat,
            OutputFormat = request.OutputFormat,
            ContentType = request.ContentType,
            Shots = request.Shots,
            InputParams = request.InputParams,
            Metadata = request.Metadata,
            Tags = request.Tags,
            SessionId = request.SessionId,
            Priority = request.Priority,
            Text = isText ? request.Input.ToString() : null,
            Bytes = isText ? null : request.Input.ToArray(),
        };
    }

    public JobRequest ToRequest() => new()
    {
        Id = Id,
        Name = Name,
        Target = Target,
        ProviderId = ProviderId,
        InputFormat = InputFormat,
        OutputFormat = OutputFormat,
        ContentType = ContentType,
        Shots = Shots,
        InputParams = InputParams,
        Metadata = Metadata ?? new Dictionary<string, string>(),
        Tags = Tags ?? [],
        SessionId = SessionId,
        Priority = Priority,
        Input = Text is not null ? BinaryData.FromString(Text) : BinaryData.FromBytes(Bytes ?? throw new JsonException("there is neither a text nor bytes")),
    };
}
