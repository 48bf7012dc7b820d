using System.Text.Json.Nodes;
using Azure.Core;

namespace QaaHybrid.Azure;

/// <summary>One request to the workspace.</summary>
/// <param name="Method">GET, PUT, POST, PATCH or DELETE.</param>
/// <param name="Path">Below the workspace's path, e.g. <c>/jobs/…</c>; its parts are escaped already.</param>
/// <param name="What">What it is for, in words for errors: <c>submit job …</c>.</param>
/// <param name="Body">JSON, where there is a body.</param>
internal sealed record ServiceCall(RequestMethod Method, string Path, string What, JsonNode? Body = null)
{
    /// <summary>Names and unescaped values beside <c>api-version</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    public string ContentType { get; init; } = "application/json";

    /// <summary>The address in full, in place of path and query: a link from an answer.</summary>
    public Uri? Link { get; init; }
}
