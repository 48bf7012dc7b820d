using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    private const int ShownSamples = 6;
    private const int ShownReferences = 3;

    /// <summary>What each method wrote for the first held-out sources, beside the references.</summary>
    private static void AppendSamples(StringBuilder html, RunReport report)
    {
        var run = report.Comparison.Runs[0];
        var first = run.BaseSamples.Take(ShownSamples).ToList();
        if (first.Count == 0)
            return;
        html.Append(Culture, $"""
            <section>
            <h2>Generated texts</h2>
            <p class="note">The first {first.Count} held-out sources, not chosen by hand; greedy decoding{(report.Comparison.Seeds.Count > 1 ? FormattableString.Invariant($", seed {run.Seed}") : "")}. All texts are in the run's folder.</p>
            <div class="scroll"><table class="samples">

            """);
        foreach (var (i, sample) in first.Index())
        {
            html.Append(Culture, $"<tr class=\"source\"><td colspan=\"2\">{Text(sample.Source)}</td></tr>\n");
            var references = string.Join("<br>", sample.References.Take(ShownReferences).Select(Text));
            html.Append(Culture, $"<tr class=\"reference\"><td class=\"name\">reference</td><td>{references}</td></tr>\n");
            html.Append(Culture, $"<tr><td class=\"name\">base model</td><td>{Text(sample.Text)}</td></tr>\n");
            foreach (var method in report.Comparison.Methods)
                if (method.Runs.FirstOrDefault(done => done.Seed == run.Seed)?.Method.Samples is { } samples && i < samples.Count)
                    html.Append(Culture, $"<tr><td class=\"name\">{Swatch(method.Style)}{Text(method.Name)}</td><td>{Text(samples[i].Text)}</td></tr>\n");
        }
        html.Append("</table></div>\n</section>\n");
    }
}
