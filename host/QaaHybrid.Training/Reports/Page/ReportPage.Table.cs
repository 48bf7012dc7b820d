using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    private const int MostShown = 5;

    private static readonly string[] UsualTextMetrics = ["bleu", "rouge_l", "meteor", "bertscore_f1"];

    /// <summary>How good the methods are, and what that says.</summary>
    private static void AppendTable(StringBuilder html, RunReport report)
    {
        var comparison = report.Comparison;
        var perplexity = comparison.Base.LossUnit == RunResults.TokenLossUnit;
        var others = Shown(comparison);
        html.Append("""
            <section>
            <h2>Results</h2>
            <div class="scroll"><table>
            <thead><tr><th>Method</th><th>Trained<br>parameters</th><th>% of the<br>model</th><th>Held-out loss<br>before → after</th><th>Change</th>
            """);
        html.Append(perplexity ? "<th>Perplexity<br>after</th>" : "").Append(string.Concat(others.Select(measure => $"<th>{Text(measure.Heading)}</th>"))).Append("</tr></thead>\n<tbody>\n");
        AppendBaseRow(html, comparison, perplexity, others);
        foreach (var method in comparison.Methods)
        {
            var (start, end) = (comparison.BaseValue(Measure.Loss)!.Value, method.Values[Measure.Loss.Key].Mean);
            html.Append(Culture, $"<tr><td>{Named(method)}</td><td>{method.Size.Trainable:#,0}</td><td>{method.Size.Percent:0.000}</td>");
            html.Append(MeasureCell(comparison, method, Measure.Loss, $"{Measure.Loss.Text(start)} → ")).Append(Culture, $"<td class=\"drop\">{Measure.Loss.SignedText(end - start)}</td>");
            html.Append(perplexity ? FormattableString.Invariant($"<td>{Math.Exp(end):0.0}</td>") : "").Append(string.Concat(others.Select(measure => MeasureCell(comparison, method, measure)))).Append("</tr>\n");
        }
        html.Append("</tbody></table></div>\n<p class=\"note\">").Append(string.Join(' ', TableNotes(comparison).Select(Text))).Append("</p>\n");
        AppendAllMeasures(html, comparison, others);
        html.Append("</section>\n");
    }

    /// <summary>The measures beside the loss that stand in the open: all of a few; of the many of texts those that papers report most.</summary>
    private static List<Measure> Shown(MethodComparison comparison)
    {
        var others = comparison.Measures.Skip(1).ToList();
        return others.Count <= MostShown ? others : [.. others.Where(measure => measure == comparison.Metric || measure == Measure.Forgetting || UsualTextMetrics.Contains(measure.Key))];
    }

    /// <summary>What did not fit.</summary>
    private static void AppendAllMeasures(StringBuilder html, MethodComparison comparison, List<Measure> shown)
    {
        var rest = comparison.Measures.Skip(1).Except(shown).ToList();
        if (rest.Count == 0)
            return;
        html.Append("<details><summary>The other metrics</summary>\n<div class=\"scroll\"><table>\n<thead><tr><th>Method</th>").Append(string.Concat(rest.Select(measure => $"<th>{Text(measure.Heading)}</th>")));
        html.Append("</tr></thead>\n<tbody>\n<tr class=\"base\"><td>base model, not trained</td>").Append(string.Concat(rest.Select(measure => $"<td>{BaseText(comparison, measure)}</td>"))).Append("</tr>\n");
        foreach (var method in comparison.Methods)
            html.Append(Culture, $"<tr><td>{Named(method)}</td>{string.Concat(rest.Select(measure => MeasureCell(comparison, method, measure)))}</tr>\n");
        html.Append("</tbody></table></div>\n");
        foreach (var signature in comparison.Methods.Take(1).SelectMany(method => method.Size.Signatures))
            html.Append(Culture, $"<p class=\"note\">{Text(signature)}</p>\n");
        html.Append("</details>\n");
    }

    private static string MeasureCell(MethodComparison comparison, ComparedMethod method, Measure measure, string before = "") =>
        $"<td{(IsBest(comparison, method, measure) ? " class=\"best\"" : "")}>{before}{measure.Text(method.Values[measure.Key].Mean)}{Spread(measure, method.Values[measure.Key])}</td>";

    private static string BaseText(MethodComparison comparison, Measure measure) => comparison.BaseValue(measure) is { } value ? measure.Text(value) : "–";

    private static IEnumerable<string> TableNotes(MethodComparison comparison)
    {
        var values = comparison.Methods.SelectMany(method => method.Values.Values).ToList();
        yield return $"Losses are {comparison.Base.LossUnit} on held-out examples{(comparison.Base.LossUnit == RunResults.TokenLossUnit ? "; perplexity is their exponential" : "")}.";
        if (comparison.Seeds.Count > 1)
            yield return $"Numbers are means over {comparison.Seeds.Count} seeds.";
        if (values.Any(value => value.Evidence == Evidence.Seeds))
            yield return "Below each stands its 95 % interval over seeds (Student's t).";
        if (values.Any(value => value.Evidence == Evidence.Examples))
            yield return FormattableString.Invariant($"Below a number stands its {100 * Bootstrap.Level:0} % interval over the held-out examples ({Bootstrap.Samples:#,0} bootstrap samples); it says nothing of other seeds{(comparison.Seeds.Count > 1 ? $", for which {MeasuredValue.SeedsForTests} are needed" : "")}.");
        if (values.Any(value => value is { Evidence: Evidence.Examples, Low: null }))
            yield return "Where none stands, no held-out example makes a difference: with others it might.";
        if (values.Min(value => value.HeldOut) is { } fewest and < MeasuredValue.ExamplesForBootstrap)
            yield return FormattableString.Invariant($"There are only {fewest} held-out examples: such an interval is too narrow.");
        if (values.Any(value => value.Evidence == Evidence.None && value.Points.Count > 1))
            yield return $"Where no interval is given, the values of the single seeds stand in brackets: fewer than {MeasuredValue.SeedsForTests} seeds bear none.";
        if (comparison.Methods.Any(method => method.Size.TrainableHead > 0))
            yield return "The numbers of a new head, the same for all methods, are not counted.";
        if (comparison.Methods.Any(method => method.Size.Signatures.Count > 0))
            yield return "Metrics of texts are of greedy texts or the best beams, 0 to 100 but for NIST.";
        if (comparison.Measures.Contains(Measure.Forgetting))
            yield return $"Forgetting: {HowMeasured.Sentences["forgetting"]}";
        yield return "The best of each column is bold.";
    }

    private static void AppendBaseRow(StringBuilder html, MethodComparison comparison, bool perplexity, List<Measure> others)
    {
        var loss = comparison.BaseValue(Measure.Loss)!.Value;
        html.Append(Culture, $"<tr class=\"base\"><td>base model, not trained</td><td>–</td><td>–</td><td>{Measure.Loss.Text(loss)}</td><td>–</td>");
        html.Append(perplexity ? FormattableString.Invariant($"<td>{Math.Exp(loss):0.0}</td>") : "")
            .Append(string.Concat(others.Select(measure => $"<td>{BaseText(comparison, measure)}</td>"))).Append("</tr>\n");
    }

    private static bool IsBest(MethodComparison comparison, ComparedMethod method, Measure measure) =>
        !comparison.Methods.Any(other => measure.IsBetter(other.Values[measure.Key].Mean, method.Values[measure.Key].Mean));

    /// <summary>The interval, or where there is none the values of several seeds.</summary>
    private static string Spread(Measure measure, MeasuredValue value) =>
        value is { Low: { } low, High: { } high } ? $" <span class=\"interval\">{measure.Text(low)}–{measure.Text(high)}</span>"
        : value.Points.Count > 1 ? $" <span class=\"interval\">({string.Join(", ", value.Points.Select(measure.Text))})</span>"
        : "";
}
