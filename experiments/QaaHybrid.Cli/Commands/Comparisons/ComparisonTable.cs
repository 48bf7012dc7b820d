using System.Globalization;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary>A comparison in plain text: the loss and the main metric beside the baseline, and what each method takes. The report has the rest.</summary>
internal static class ComparisonTable
{
    public static string Text(string folder, MethodComparison comparison)
    {
        var measures = new[] { Measure.Loss, comparison.Metric }.Distinct().ToList();
        var lines = TextTable.Lines(
            ["method", "trained", "% of model", .. measures.SelectMany(measure => new[] { measure.Heading.ToLowerInvariant(), $"beside {comparison.Baseline}", "p" }), "file", "s/step", "MB/step", "FLOPs/token", "Pareto score"],
            comparison.Methods.Select(method => (string[])
            [
                method.Name,
                Number(method.Size.Trainable, "#,0"),
                Number(method.Size.Percent, "0.000"),
                .. measures.SelectMany(measure => Cells(measure, method)),
                Quantities.Bytes(method.Size.AdapterBytes),
                Number(method.SecondsPerStep, "0.000"),
                Number(method.StepMemory / 1e6, "0"),
                Quantities.Flops(method.Size.FlopsPerToken),
                Number(method.ParetoScore, "0.000"),
            ]));
        var seeds = comparison.Seeds.Count == 1 ? FormattableString.Invariant($"seed {comparison.Seeds[0]}") : $"means over seeds {string.Join(", ", comparison.Seeds)}";
        return string.Join(Environment.NewLine, [.. lines, "", $"{seeds}; in brackets 95 % intervals; p after Holm's correction", $"report: {Path.Combine(folder, "report.html")}"]);
    }

    private static string[] Cells(Measure measure, ComparedMethod method)
    {
        var value = method.Values[measure.Key];
        var interval = value is { Low: { } low, High: { } high } ? $" ({measure.Text(low)}–{measure.Text(high)})" : "";
        var test = method.Tests.GetValueOrDefault(measure.Key);
        return [measure.Text(value.Mean) + interval, test is null ? "–" : measure.SignedText(test.Difference), Number(test?.AdjustedPValue, "0.000")];
    }

    private static string Number(double? value, string format) => value is { } known && double.IsFinite(known) ? known.ToString(format, CultureInfo.InvariantCulture) : "–";
}
