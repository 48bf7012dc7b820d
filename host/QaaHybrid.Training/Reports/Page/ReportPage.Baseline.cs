using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>The methods beside the baseline: the loss and the main metric in the open, the other measures folded away.</summary>
    private static void AppendBaseline(StringBuilder html, RunReport report)
    {
        var comparison = report.Comparison;
        if (!comparison.Methods.Any(method => method.Tests.Count > 0))
            return;
        var open = new[] { Measure.Loss, comparison.Metric }.Distinct().ToList();
        var folded = comparison.Measures.Except(open).ToList();
        html.Append(Culture, $"""
            <section>
            <h2>Beside {Text(comparison.Baseline)}</h2>
            <p class="note">Each method minus the baseline, on the same seeds and the same held-out examples. p is how often chance alone would show a difference
            at least as large if there were none, corrected after Holm for the number of methods that are tested; below {BaselineTest.Alpha} a difference counts. One that is not told apart is not shown to be equal: the interval says how large it may be. {Text(TestedOver(comparison))}</p>

            """);
        AppendTests(html, comparison, open);
        if (folded.Count > 0)
        {
            html.Append("<details><summary>The other measures</summary>\n");
            AppendTests(html, comparison, folded);
            html.Append("</details>\n");
        }
        html.Append("</section>\n");
    }

    private static string TestedOver(MethodComparison comparison)
    {
        var evidence = comparison.Methods.SelectMany(method => method.Tests.Values).Select(test => test.Evidence).ToHashSet();
        return evidence.Contains(Evidence.Seeds) ? $"Paired t-tests over {comparison.Seeds.Count} seeds."
            : evidence.Contains(Evidence.Examples) ? $"Paired bootstrap over the held-out examples: it tells these trained models apart and says nothing of other seeds, for which at least {MeasuredValue.SeedsForTests} are needed. Measures of which no scores are kept example by example are not tested."
            : $"With fewer than {MeasuredValue.SeedsForTests} seeds nothing is tested.";
    }

    private static void AppendTests(StringBuilder html, MethodComparison comparison, IReadOnlyList<Measure> measures)
    {
        html.Append("<div class=\"scroll\"><table>\n<thead><tr><th>Method</th><th>Measure</th><th>Difference</th><th>95 % interval</th><th>p</th><th>That is</th></tr></thead>\n<tbody>\n");
        foreach (var measure in measures)
            foreach (var method in comparison.Methods.Where(method => method.Tests.ContainsKey(measure.Key)))
            {
                var test = method.Tests[measure.Key];
                var difference = double.IsFinite(test.Difference) ? measure.SignedText(test.Difference) : "–";
                var interval = test is { Low: { } low, High: { } high } ? $"{measure.SignedText(low)} to {measure.SignedText(high)}" : "–";
                var p = test.AdjustedPValue is { } value ? value < 0.001 ? "&lt; 0.001" : FormattableString.Invariant($"{value:0.000}") : "–";
                html.Append(Culture, $"<tr><td>{Named(method)}</td><td>{Text(measure.Heading)}</td><td>{difference}</td><td>{interval}</td><td>{p}</td><td>{Verdict(measure, test)}</td></tr>\n");
            }
        html.Append("</tbody></table></div>\n");
    }

    private static string Verdict(Measure measure, BaselineTest test) =>
        test.PValue is null ? Text(test.Remark ?? "–")
        : !test.IsSignificant ? "not told apart"
        : measure.IsBetter(test.Difference, 0) ? "<span class=\"ok\">better</span>"
        : "<span class=\"bad\">worse</span>";
}
