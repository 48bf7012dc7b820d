using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>A metric as a column of a table.</summary>
/// <param name="Key">Its name in <see cref="MethodResult.Metrics"/>.</param>
/// <param name="Heading">What stands above it.</param>
public sealed record MetricColumn(string Key, string Heading)
{
    private const string Low = "_low";
    private const string High = "_high";

    private static readonly MetricColumn[] Known =
    [
        new("bleu", "BLEU"), new("rouge_1", "ROUGE-1"), new("rouge_2", "ROUGE-2"), new("rouge_l", "ROUGE-L"), new("meteor", "METEOR"), new("chrf", "chrF2"), new("nist", "NIST"), new("exact_match", "Exact match"), new("token_f1", "Token F1"),
        new("bertscore_f1", "BERTScore"),
        new("accuracy", "Accuracy"), new("f1", "F1"), new("f1_macro", "F1, mean of classes"), new("matthews", "Matthews"),
        new("pearson_spearman", "Mean of correlations"), new("pearson", "Pearson"), new("spearman", "Spearman"),
    ];

    private static readonly (string Key, string Heading)[] Parts = [("", ""), ("_mm", ", mismatched"), ("_val", ", validation")];

    /// <summary>The columns for the metrics that are there, always in the same order.</summary>
    public static IReadOnlyList<MetricColumn> Of(IReadOnlyDictionary<string, double> metrics) =>
    [
        .. Parts.SelectMany(part => Known.Select(column => new MetricColumn(column.Key + part.Key, column.Heading + part.Heading))).Where(column => metrics.ContainsKey(column.Key)),
    ];

    /// <summary>Adds a metric and, where there is one, its interval to others.</summary>
    internal static void Add(Dictionary<string, double> metrics, string key, double value, (double Low, double High)? interval)
    {
        metrics.Add(key, value);
        if (interval is not { } ends)
            return;
        metrics.Add(key + Low, ends.Low);
        metrics.Add(key + High, ends.High);
    }

    /// <summary>Whether an interval stands with the metric.</summary>
    public bool HasInterval(IReadOnlyDictionary<string, double> metrics) => metrics.ContainsKey(Key + Low);

    /// <summary>The value with two decimals, its interval behind it: <c>86.20 (83.1–89.0)</c>; – where there is none.</summary>
    public string Text(IReadOnlyDictionary<string, double> metrics) =>
        !metrics.TryGetValue(Key, out var value) ? "–"
        : HasInterval(metrics) ? string.Create(CultureInfo.InvariantCulture, $"{value:0.00} ({metrics[Key + Low]:0.0}–{metrics[Key + High]:0.0})")
        : value.ToString("0.00", CultureInfo.InvariantCulture);
}
