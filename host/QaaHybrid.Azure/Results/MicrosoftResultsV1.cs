using System.Text;
using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>
/// <c>microsoft.quantum-results.v1</c>: <c>{"Histogram":["[0, 0]",0.54,"[1, 1]",0.46]}</c>, labels and probabilities in turn. A label's
/// results stand in the order in which they were recorded.
/// </summary>
internal static class MicrosoftResultsV1
{
    public static JobResult Read(JsonElement payload, ResultContext context)
    {
        var list = payload.Items("Histogram").ToArray();
        if (list.Length == 0 || list.Length % 2 != 0)
            throw new ResultFormatException($"'Histogram' has {list.Length} entries; expected labels and probabilities in turn");
        var labels = new List<(string Label, double Probability)>();
        for (var i = 0; i < list.Length; i += 2)
            labels.Add(list[i].ValueKind == JsonValueKind.String && list[i + 1].ValueKind == JsonValueKind.Number
                ? (list[i].GetString()!, ProbabilityResult.Check(list[i + 1]))
                : throw new ResultFormatException($"entries {i} and {i + 1} of 'Histogram' are no label and probability"));

        var isBits = labels.Select(entry => Bits(entry.Label)?.Length ?? 0).Distinct().ToArray() is [> 0];
        var probabilities = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (label, p) in labels)
        {
            var key = isBits ? Bits(label)! : label;
            probabilities[key] = probabilities.GetValueOrDefault(key) + p;
        }
        return ProbabilityResult.From(probabilities, isBits, context, []);
    }

    private static string? Bits(string label)
    {
        var bits = new StringBuilder();
        return label.Split(['[', ']', '(', ')', ',', ' '], StringSplitOptions.RemoveEmptyEntries).All(word => Outcome.AppendWord(word, bits))
            && bits.Length > 0 ? bits.ToString() : null;
    }
}
