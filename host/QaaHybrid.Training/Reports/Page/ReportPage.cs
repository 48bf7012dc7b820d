using System.Globalization;
using System.Net;
using System.Text;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>Writes a run's report: one HTML file that needs nothing else, no script and no network, legible on paper too.</summary>
public static partial class ReportPage
{
    /// <summary>Writes the report to a file, and its curves as SVG files into the folder <c>charts</c> beside it.</summary>
    /// <exception cref="IOException">A file cannot be written; nothing half-written is left.</exception>
    public static void Write(string path, RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var charts = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "charts");
        foreach (var chart in Curves(report.Comparison))
            AtomicFile.WriteText(Path.Combine(charts, FileName(chart.Title)), chart.ToSvg(standalone: true) + "\n");
        AtomicFile.WriteText(path, ToHtml(report));
    }

    /// <summary>The name of a chart's file: <c>held-out-loss.svg</c>.</summary>
    private static string FileName(string title) =>
        string.Join('-', new string([.. title.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)) + ".svg";

    /// <summary>The report as HTML.</summary>
    public static string ToHtml(RunReport report)
    {
        var html = new StringBuilder();
        html.Append(Culture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(report.Title)} · QaaHybrid</title>
            <style>
            {Style}</style>
            </head>
            <body>
            <header>
            <p class="kicker">{Text(report.Kind)}</p>
            <h1>{Text(report.Title)}</h1>
            <p class="lead">{Text(report.Description)}</p>
            </header>
            <main>

            """);
        AppendSummary(html, report);
        AppendTable(html, report);
        AppendBaseline(html, report);
        AppendPareto(html, report);
        AppendCosts(html, report);
        AppendBackend(html, report);
        AppendCurves(html, report);
        AppendLayers(html, report);
        AppendSamples(html, report);
        AppendDrawings(html, report);
        AppendProof(html, report);
        AppendHow(html, report);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void AppendHow(StringBuilder html, RunReport report)
    {
        var e = report.Comparison.Runs[0].Environment;
        html.Append(Culture, $"""
            <section>
            <h2>How it was made</h2>
            <details><summary>Recipe</summary>
            <pre>{Text(report.Recipe.TrimEnd())}</pre>
            </details>
            <details><summary>Environment</summary>
            <table class="facts">
            <tr><th>QaaHybrid</th><td>{Text(e.Version)}{(e.Commit.Length > 0 ? $" ({Text(e.Commit)})" : "")}</td></tr>
            <tr><th>.NET</th><td>{Text(e.Runtime)}</td></tr>
            <tr><th>libtorch</th><td>{Text(e.Libtorch)}</td></tr>
            <tr><th>System</th><td>{Text(e.System)}</td></tr>
            <tr><th>Processor</th><td>{Text(e.Processor)}, {e.Cores} cores offered, {e.Threads} threads used</td></tr>
            <tr><th>{(report.Comparison.Seeds.Count > 1 ? "Seeds" : "Seed")}</th><td>{string.Join(", ", report.Comparison.Seeds)}</td></tr>
            <tr><th>Began</th><td>{e.Started.UtcDateTime:yyyy-MM-dd HH:mm} UTC</td></tr>
            </table>
            </details>
            </section>

            """);
    }

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
