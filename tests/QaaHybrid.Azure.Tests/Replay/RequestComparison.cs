using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>Something about a request that is not as it was recorded.</summary>
/// <param name="Conversation">In which conversation.</param>
/// <param name="Kind"><c>request</c>, <c>query</c>, <c>header</c> or <c>body</c>.</param>
/// <param name="Item">Which request, parameter, header or JSON path.</param>
/// <param name="Recorded">What was recorded.</param>
/// <param name="Ours">What was sent.</param>
internal sealed record Difference(string Conversation, string Kind, string Item, string Recorded, string Ours);

/// <summary>Compares a request with the recorded one: query, headers, body. Method and path are equal already.</summary>
internal static class RequestComparison
{
    private const string Absent = "absent";

    // The recording counts the recorder's text form (see its README), and HTTP itself needs Host.
    private static readonly string[] NotCompared = ["Content-Length", "Host"];

    public static IEnumerable<Difference> Compare(
        string conversation, Interaction recorded, SeenRequest request, Uri address, Func<string, string> toRecorded) =>
        Query(recorded.Address, address).Select(entry => ("query", entry))
            .Concat(Headers(recorded, request).Select(entry => ("header", entry)))
            .Concat(Body(recorded, toRecorded(request.Text)).Select(entry => ("body", entry)))
            .Select(pair => new Difference(
                conversation, pair.Item1, $"{recorded.What}: {pair.entry.Item}", pair.entry.Recorded, pair.entry.Ours));

    private static IEnumerable<(string Item, string Recorded, string Ours)> Query(Uri recorded, Uri ours)
    {
        var (a, b) = (Parameters(recorded), Parameters(ours));
        foreach (var name in a.Keys.Union(b.Keys))
        {
            var (was, now) = (a.GetValueOrDefault(name, Absent), b.GetValueOrDefault(name, Absent));
            if (Decoded(was) != Decoded(now))
                yield return (name, was, now);
            else if (was != now)
                yield return (name + " (as it is written)", was, now);
        }
    }

    private static Dictionary<string, string> Parameters(Uri address) => address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);

    private static string Decoded(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));

    private static IEnumerable<(string Item, string Recorded, string Ours)> Headers(Interaction recorded, SeenRequest request) =>
        from name in recorded.RequestHeaders.Keys.Union(request.Headers.Keys, StringComparer.OrdinalIgnoreCase)
        where !NotCompared.Contains(name, StringComparer.OrdinalIgnoreCase)
        let was = recorded.RequestHeaders.GetValueOrDefault(name, Absent)
        let now = request.Headers.GetValueOrDefault(name, Absent)
        where was != now
        select (name, was, now);

    private static IEnumerable<(string Item, string Recorded, string Ours)> Body(Interaction recorded, string ours)
    {
        var isJson = recorded.RequestHeaders.GetValueOrDefault("Content-Type", "").StartsWith("application/json", StringComparison.Ordinal);
        if (isJson)
            return Json("$", JsonNode.Parse(recorded.RequestBody), JsonNode.Parse(ours));
        return recorded.RequestBody == ours ? [] : [("text", recorded.RequestBody, ours)];
    }

    // As values: the order of an object's members means nothing.
    private static IEnumerable<(string Item, string Recorded, string Ours)> Json(string path, JsonNode? recorded, JsonNode? ours) => (recorded, ours) switch
    {
        (JsonObject a, JsonObject b) => a.Select(entry => entry.Key).Union(b.Select(entry => entry.Key))
            .SelectMany(key => a.ContainsKey(key) && b.ContainsKey(key) ? Json($"{path}.{key}", a[key], b[key])
                : [($"{path}.{key}", Show(a, key), Show(b, key))]),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.Zip(b).SelectMany((pair, i) => Json($"{path}[{i}]", pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(recorded, ours) ? [] : [(path, recorded?.ToJsonString() ?? "null", ours?.ToJsonString() ?? "null")],
    };

    private static string Show(JsonObject holder, string key) => holder.ContainsKey(key) ? holder[key]?.ToJsonString() ?? "null" : Absent;
}
