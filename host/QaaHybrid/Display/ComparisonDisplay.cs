using System.Globalization;
using QaaHybrid.Training;

namespace QaaHybrid.Display;

/// <summary>A comparison as its table and its Pareto front.</summary>
public static class ComparisonDisplay
{
    /// <summary>What came out; failures below it.</summary>
    public static MimeBundle Of(ComparisonOutcome outcome)
    {
        var failures = string.Concat(outcome.Failures.Select(failure => FormattableString.Invariant($"\nseed {failure.Seed}, {failure.Method} failed: {failure.Error.Message}")));
        if (outcome.Comparison is not { } comparison)
            return MimeBundle.OfText($"no method came to its end{failures}");
        var bundle = Of(comparison);
        return failures.Length == 0 ? bundle
            : MimeBundle.OfText(bundle.Text + failures).With(MimeBundle.Html, (string)bundle.Data[MimeBundle.Html] + HtmlPieces.Paragraph(failures.Trim()));
    }

    /// <summary>The methods side by side; as HTML with quality against trained parameters below, by loss and by the main metric.</summary>
    public static MimeBundle Of(MethodComparison comparison)
    {
        var table = MethodsTable(comparison);
        var heading = $"{comparison.Methods.Count} methods on {comparison.Base.Model}";
        var charts = Measures(comparison).Select(measure => ComparisonCharts.Pareto(comparison, measure));
        return MimeBundle.OfText($"{heading} · {Seeds(comparison)}\n{table}").With(MimeBundle.Html,
            HtmlPieces.Heading(heading, $" · {Seeds(comparison)}") + table.ToHtml()
            + HtmlPieces.Pair(charts.Select(chart => (chart.ToSvg(standalone: true), chart.Title))));
    }

    /// <summary>The table of a comparison, as the command line prints it too: the loss and the main metric beside the baseline, and what each method takes.</summary>
    public static Table MethodsTable(MethodComparison comparison)
    {
        var tested = comparison.Baseline.Length > 0;
        return new Table(
            [
                "method", "trained", "% of model",
                .. Measures(comparison).SelectMany(measure => (string[])[Name(measure), .. tested ? [$"beside {comparison.Baseline}", "p"] : Array.Empty<string>()]),
                "file", "s/step", "MB/step", "FLOPs/token", "Pareto score",
            ],
            [.. comparison.Methods.Select(method => (string[])
            [
                method.Name,
                Number(method.Size.Trainable, "#,0"),
                Number(method.Size.Percent, "0.000"),
                .. Measures(comparison).SelectMany(measure => Cells(measure, method, tested)),
                Quantities.Bytes(method.Size.AdapterBytes),
                Number(method.SecondsPerStep, "0.000"),
                Number(method.StepMemory / 1e6, "0"),
                Quantities.Flops(method.Size.FlopsPerToken),
                Number(method.ParetoScore, "0.000"),
            ])]);
    }

    /// <summary>How the numbers of the table are to be read.</summary>
    public static string Seeds(MethodComparison comparison)
    {
        var seeds = comparison.Seeds.Count == 1 ? FormattableString.Invariant($"seed {comparison.Seeds[0]}") : $"means over seeds {string.Join(", ", comparison.Seeds)}";
        var over = comparison.Methods.SelectMany(method => method.Values.Values).Select(value => value.Evidence).ToHashSet();
        var intervals = over.Contains(Evidence.Seeds) ? "; in brackets 95 % intervals over the seeds"
            : over.Contains(Evidence.Examples) ? FormattableString.Invariant($"; in brackets 95 % intervals over the held-out examples, which say nothing of other seeds (for these {MeasuredValue.SeedsForTests} are needed)")
            : "";
        return $"{seeds}{intervals}{(comparison.Baseline.Length > 0 ? "; p after Holm's correction" : "")}";
    }

    private static List<Measure> Measures(MethodComparison comparison) => [.. new[] { Measure.Loss, comparison.Metric }.Distinct()];

    // "Held-out loss" within a table's head; BLEU stays BLEU.
    private static string Name(Measure measure) => measure.Heading is [_, var second, ..] && char.IsLower(second) ? measure.Heading.ToLowerInvariant() : measure.Heading;

    private static string[] Cells(Measure measure, ComparedMethod method, bool tested)
    {
        var value = method.Values[measure.Key];
        var interval = value is { Low: { } low, High: { } high } ? $" ({measure.Text(low)}–{measure.Text(high)})" : "";
        var test = method.Tests.GetValueOrDefault(measure.Key);
        return [measure.Text(value.Mean) + interval, .. tested ? [test is null ? "–" : measure.SignedText(test.Difference), Number(test?.AdjustedPValue, "0.000")] : Array.Empty<string>()];
    }

    private static string Number(double? value, string format) => value is { } known && double.IsFinite(known) ? known.ToString(format, CultureInfo.InvariantCulture) : "–";
}
