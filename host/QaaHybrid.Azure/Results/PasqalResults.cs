using System.Text;
using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>
/// <c>pasqal.pulser-results.v1</c>: <c>{"000100":13,…}</c>, or the same inside <c>"counter"</c>: counts of bit strings, the first atom leftmost.
/// </summary>
internal static class PasqalResults
{
    public static JobResult Read(JsonElement payload, ResultContext context)
    {
        var counter = payload.Property("counter") is { ValueKind: JsonValueKind.Object } inner ? inner : payload;
        if (counter.ValueKind != JsonValueKind.Object)
            throw new ResultFormatException("the output is no object of counts");
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in counter.EnumerateObject())
        {
            if (!Outcome.AppendWord(entry.Name, new StringBuilder()) || entry.Value.ValueKind != JsonValueKind.Number
                || !entry.Value.TryGetInt32(out var count) || count < 0)
                throw new ResultFormatException($"an entry is '{entry.Name}': {entry.Value.GetRawText()}; expected a bit string and a count");
            counts[entry.Name] = count;
        }
        if (counts.Keys.Select(key => key.Length).Distinct().ToArray() is not [> 0])
            throw new ResultFormatException("the bit strings are missing, or of several lengths");
        var total = counts.Values.Sum();
        return new JobResult(counts, total)
        {
            Source = ResultSource.Histogram,
            Warnings = context.Shots is { } asked && asked != total ? [$"{asked} shots were asked for, {total} came back"] : [],
        };
    }
}
