using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace QaaHybrid.AzureEmulator;

/// <summary>One call of the data plane.</summary>
/// <param name="request">The request.</param>
/// <param name="id">The id in its path; "" where there is none.</param>
internal sealed class WorkspaceCall(HttpRequest request, string id)
{
    private JsonObject? _body;

    public HttpRequest Request { get; } = request;

    /// <summary>The version that it asks for; set when it is known to be one.</summary>
    public string ApiVersion { get; set; } = "";

    /// <summary>Whether the signatures in the answer are to have expired.</summary>
    public bool ExpiredSignatures { get; set; }

    /// <summary>The id in the path, as a GUID in its usual form.</summary>
    /// <exception cref="ServiceException">It is no GUID.</exception>
    public string Id => Guid.TryParse(id, out var guid) ? guid.ToString("D") : throw ServiceException.BadRequest($"The id '{id}' is no GUID.");

    /// <summary>The body; read once.</summary>
    /// <inheritdoc cref="JsonFields.BodyAsync"/>
    public async Task<JsonObject> BodyAsync() => _body ??= await JsonFields.BodyAsync(Request);

    /// <summary>The target that the body names, or null.</summary>
    public async Task<string?> TargetAsync()
    {
        try
        {
            return (await BodyAsync()).Text("target");
        }
        catch (ServiceException)
        {
            // Whoever handles the call will say so.
            return null;
        }
    }
}
