using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.QSharp;

public sealed partial class QSharpEngine
{
    /// <summary>How the name before a place could go on, the likeliest first; all that are possible there, whatever of the name is written already.</summary>
    /// <param name="place">Where.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    public async Task<IReadOnlyList<QSharpCompletion>> CompleteAsync(QSharpPlace place, CancellationToken cancellationToken = default)
    {
        var found = await CallAsync("complete", Arguments(place), null, cancellationToken);
        return [.. found.EnumerateArray().Select(item => new QSharpCompletion(
            item.GetProperty("name").GetString()!, item.GetProperty("kind").GetString()!, item.GetProperty("signature").GetString()!))];
    }

    /// <summary>What the name at a place means, and the call around it.</summary>
    /// <param name="place">Where.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    public async Task<QSharpExplanation> ExplainAsync(QSharpPlace place, CancellationToken cancellationToken = default)
    {
        var found = await CallAsync("explain", Arguments(place), null, cancellationToken);
        var signature = found.GetProperty("signature");
        return signature.ValueKind == JsonValueKind.Null
            ? new QSharpExplanation(found.GetProperty("meaning").GetString(), null, null)
            : new QSharpExplanation(found.GetProperty("meaning").GetString(), signature.GetProperty("label").GetString(), signature.GetProperty("documentation").GetString());
    }

    private static JsonObject Arguments(QSharpPlace place) => new()
    {
        ["project"] = place.Project, ["file"] = place.File, ["text"] = place.Text,
        ["place"] = new JsonObject { ["line"] = place.Line, ["character"] = place.Column },
    };
}
