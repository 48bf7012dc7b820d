using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>The table of the run, and what it means.</summary>
    private static void AppendTable(StringBuilder html, RunReport report)
    {
        var results = report.Methods.Select(method => method.Result).ToList();
        var metrics = MetricColumn.Of(report.Base.Metrics);
        var perplexity = results.Any(result => result.Metrics.ContainsKey("perplexity_after"));
        html.Append("""
            <section>
            <h2>Results</h2>
            <div class="scroll"><table>
            <thead><tr><th>Method</th><th>Trainable<br>parameters</th><th>% of the<br>model</th><th>Held-out loss<br>before → after</th><th>Change</th>
            """);
        html.Append(perplexity ? "<th>Perplexity<br>after</th>" : "").Append(string.Concat(metrics.Select(metric => $"<th>{Text(metric.Heading)}</th>"))).Append("<th>Seconds<br>a step</th></tr></thead>\n<tbody>\n");
        AppendBaseRow(html, report.Base, perplexity, metrics);
        foreach (var (style, result) in results.Index())
        {
            string Best(bool best) => best ? " class=\"best\"" : "";
            html.Append(Culture, $"<tr><td>{Swatch(style)}{Text(result.Method)} <span class=\"kind\">{Text(result.Adapter)}</span></td><td>{result.Trainable:#,0}</td><td>{result.Percent:0.000}</td>");
            html.Append(Culture, $"<td{Best(result.LossAfter <= results.Min(other => other.LossAfter))}>{result.LossBefore:0.000} → {result.LossAfter:0.000}</td>");
            html.Append(Culture, $"<td class=\"drop\">{result.LossAfter - result.LossBefore:+0.000;−0.000;0.000}</td>");
            html.Append(perplexity ? FormattableString.Invariant($"<td>{result.Metrics["perplexity_after"]:0.0}</td>") : "");
            foreach (var metric in metrics)
                html.Append(Culture, $"<td{Best(result.Metrics[metric.Key] >= results.Max(other => other.Metrics[metric.Key]))}>{metric.Text(result.Metrics)}</td>");
            html.Append(Culture, $"<td>{result.SecondsPerStep:0.000}</td></tr>\n");
        }
        html.Append("</tbody></table></div>\n<p class=\"note\">");
        html.Append(Culture, $"Losses are {Text(report.LossUnit)} on held-out examples{(perplexity ? "; perplexity is their exponential" : "")}. ");
        if (metrics.Any(metric => metric.HasInterval(report.Base.Metrics)))
            html.Append(Culture, $"Behind a metric stands its {100 * Bootstrap.Level:0} % interval over the held-out examples ({Bootstrap.Samples} bootstrap samples); it says nothing of other seeds. The numbers of a new head, the same for all methods, are not counted. ");
        if (results.FirstOrDefault()?.Signatures is [_, ..] signatures)
            html.Append(Culture, $"Metrics of texts are of greedy texts or the best beams, 0 to 100 but for NIST: {Text(string.Join("; ", signatures))}. ");
        html.Append("The best of each column is bold. Seconds a step are the median.</p>\n");
        foreach (var remark in report.Remarks)
            html.Append(Culture, $"<p class=\"remark\">{Text(remark)}</p>\n");
        html.Append("</section>\n");
    }

    private static void AppendBaseRow(StringBuilder html, BaseResult before, bool perplexity, IReadOnlyList<MetricColumn> metrics)
    {
        html.Append(Culture, $"<tr class=\"base\"><td>base model, not trained</td><td>–</td><td>–</td><td>{before.Loss:0.000}</td><td>–</td>");
        html.Append(perplexity ? FormattableString.Invariant($"<td>{Math.Exp(before.Loss):0.0}</td>") : "")
            .Append(string.Concat(metrics.Select(metric => $"<td>{metric.Text(before.Metrics)}</td>"))).Append("<td>–</td></tr>\n");
    }

    private static string Swatch(int style) =>
        $"<svg class=\"swatch\" viewBox=\"0 0 30 10\" aria-hidden=\"true\"><path d=\"M0 5h30\" {ChartStyle.Line(style)}/></svg>";
}
