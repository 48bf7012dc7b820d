using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>What the methods take: parameters, bytes, time, memory, arithmetic.</summary>
    private static void AppendCosts(StringBuilder html, RunReport report)
    {
        var comparison = report.Comparison;
        var unit = report.Comparison.Base.Task.Contains("images", StringComparison.Ordinal) ? "an image" : "a token";
        html.Append(Culture, $"""
            <section>
            <h2>What it takes</h2>
            <div class="scroll"><table>
            <thead><tr><th>Method</th><th>Trained</th><th>Stored</th><th>Degrees of<br>freedom</th><th>% of the<br>model</th><th>File</th><th>Seconds<br>a step</th><th>Training,<br>seconds</th><th>Memory of<br>a step, MB</th><th>FLOPs<br>{unit}</th><th>Pareto<br>score</th></tr></thead>
            <tbody>

            """);
        foreach (var method in comparison.Methods)
        {
            var size = method.Size;
            html.Append(Culture, $"<tr><td>{Named(method)}</td><td>{size.Trainable:#,0}</td><td>{Count(size.Stored)}</td><td>{Count(size.DegreesOfFreedom)}</td><td>{size.Percent:0.000}</td><td>{Quantities.Bytes(size.AdapterBytes)}</td>");
            html.Append(Culture, $"<td>{method.SecondsPerStep:0.000}</td><td>{Number(method.TrainSeconds, "0.0")}</td><td>{Number(method.StepMemory / 1e6, "0")}</td><td>{Quantities.Flops(size.FlopsPerToken)}</td><td>{Number(method.ParetoScore, "0.000")}</td></tr>\n");
        }
        html.Append("</tbody></table></div>\n");
        if (comparison.Base.FlopsPerToken is { } flops)
            html.Append(Culture, $"<p class=\"note\">The base model alone takes {Quantities.Flops(flops)} {unit}. The Pareto score is of {Text(comparison.Metric.Heading)}.</p>\n");
        html.Append("<details><summary>How these numbers were measured</summary>\n<dl>\n");
        foreach (var (name, sentence) in HowMeasured.Sentences)
            html.Append(Culture, $"<dt>{Text(name.Replace('_', ' '))}</dt><dd>{Text(sentence)}</dd>\n");
        html.Append("</dl>\n</details>\n</section>\n");
    }

    private static string Count(long? count) => count is { } known ? FormattableString.Invariant($"{known:#,0}") : "–";

    private static string Number(double? value, string format) => value is { } known && double.IsFinite(known) ? known.ToString(format, Culture) : "–";
}
