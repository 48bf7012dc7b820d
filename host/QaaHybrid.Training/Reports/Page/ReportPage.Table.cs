using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>The table of the run, and what it means.</summary>
    private static void AppendTable(StringBuilder html, RunReport report)
    {
        var results = report.Methods.Select(method => method.Result).ToList();
        var texts = report.Base.Metrics.ContainsKey("bleu");
        html.Append("""
            <section>
            <h2>Results</h2>
            <div class="scroll"><table>
            <thead><tr><th>Method</th><th>Trainable<br>parameters</th><th>% of the<br>model</th><th>Held-out loss<br>before → after</th><th>Change</th><th>Perplexity<br>after</th>
            """);
        html.Append(texts ? "<th>BLEU</th><th>ROUGE-L</th>" : "").Append("<th>Seconds<br>a step</th></tr></thead>\n<tbody>\n");
        AppendBaseRow(html, report.Base, texts);
        foreach (var (style, result) in results.Index())
        {
            string Best(bool best) => best ? " class=\"best\"" : "";
            html.Append(Culture, $"<tr><td>{Swatch(style)}{Text(result.Method)} <span class=\"kind\">{Text(result.Adapter)}</span></td><td>{result.Trainable:#,0}</td><td>{result.Percent:0.000}</td>");
            html.Append(Culture, $"<td{Best(result.LossAfter <= results.Min(other => other.LossAfter))}>{result.LossBefore:0.000} → {result.LossAfter:0.000}</td>");
            html.Append(Culture, $"<td class=\"drop\">{result.LossAfter - result.LossBefore:+0.000;−0.000;0.000}</td><td>{result.Metrics["perplexity_after"]:0.0}</td>");
            foreach (var metric in texts ? ["bleu", "rouge_l"] : Array.Empty<string>())
                html.Append(Culture, $"<td{Best(result.Metrics[metric] >= results.Max(other => other.Metrics[metric]))}>{result.Metrics[metric]:0.00}</td>");
            html.Append(Culture, $"<td>{result.SecondsPerStep:0.000}</td></tr>\n");
        }
        html.Append("</tbody></table></div>\n<p class=\"note\">Losses are nats a target token on held-out examples; perplexity is their exponential. ");
        if (texts)
            html.Append(Culture, $"BLEU ({Text(results.FirstOrDefault()?.BleuSignature ?? "")}) and ROUGE-L (no stemming) are of greedy texts, 0 to 100. ");
        html.Append("The best of each column is bold. Seconds a step are the median.</p>\n");
        foreach (var remark in report.Remarks)
            html.Append(Culture, $"<p class=\"remark\">{Text(remark)}</p>\n");
        html.Append("</section>\n");
    }

    private static void AppendBaseRow(StringBuilder html, BaseResult before, bool texts)
    {
        html.Append(Culture, $"<tr class=\"base\"><td>base model, not trained</td><td>–</td><td>–</td><td>{before.Loss:0.000}</td><td>–</td><td>{Math.Exp(before.Loss):0.0}</td>");
        html.Append(texts ? FormattableString.Invariant($"<td>{before.Metrics["bleu"]:0.00}</td><td>{before.Metrics["rouge_l"]:0.00}</td>") : "").Append("<td>–</td></tr>\n");
    }

    private static string Swatch(int style) =>
        $"<svg class=\"swatch\" viewBox=\"0 0 30 10\" aria-hidden=\"true\"><path d=\"M0 5h30\" {ChartStyle.Line(style)}/></svg>";
}
