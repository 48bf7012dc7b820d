using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    private const int ShownSamples = 6;
    private const int ShownReferences = 3;

    /// <summary>What each method wrote for the first held-out sources, beside the references.</summary>
    private static void AppendSamples(StringBuilder html, RunReport report)
    {
        var first = report.BaseSamples.Take(ShownSamples).ToList();
        if (first.Count == 0)
            return;
        html.Append(Culture, $"""
            <section>
            <h2>Generated texts</h2>
            <p class="note">The first {first.Count} held-out sources, not chosen by hand; greedy decoding. All texts are in the run's folder.</p>
            <div class="scroll"><table class="samples">

            """);
        foreach (var (i, sample) in first.Index())
        {
            html.Append(Culture, $"<tr class=\"source\"><td colspan=\"2\">{Text(sample.Source)}</td></tr>\n");
            var references = string.Join("<br>", sample.References.Take(ShownReferences).Select(Text));
            html.Append(Culture, $"<tr class=\"reference\"><td class=\"name\">reference</td><td>{references}</td></tr>\n");
            html.Append(Culture, $"<tr><td class=\"name\">base model</td><td>{Text(sample.Text)}</td></tr>\n");
            foreach (var (style, method) in report.Methods.Index())
                if (i < method.Samples.Count)
                    html.Append(Culture, $"<tr><td class=\"name\">{Swatch(style)}{Text(method.Result.Method)}</td><td>{Text(method.Samples[i].Text)}</td></tr>\n");
        }
        html.Append("</table></div>\n</section>\n");
    }
}
