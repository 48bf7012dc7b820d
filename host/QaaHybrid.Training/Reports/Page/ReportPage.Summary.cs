using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>What came out in a few sentences, and what each method is.</summary>
    private static void AppendSummary(StringBuilder html, RunReport report)
    {
        var comparison = report.Comparison;
        html.Append("<section>\n<h2>In short</h2>\n<ul class=\"short\">\n");
        foreach (var sentence in ReportSentences.Of(comparison))
            html.Append(Culture, $"<li>{Text(sentence)}</li>\n");
        foreach (var failure in report.Failures)
            html.Append(Culture, $"<li class=\"bad\">Failed: {Text(failure)}</li>\n");
        html.Append("</ul>\n<div class=\"scroll\"><table class=\"methods\">\n<thead><tr><th>Method</th><th>What it does</th></tr></thead>\n<tbody>\n");
        foreach (var method in comparison.Methods)
        {
            var sentence = MethodSentence.Of(method.Adapter) + (method.Size.BudgetReason is { } reason ? $" Fitted to the budget: {reason.TrimEnd('.')}." : "");
            html.Append(Culture, $"<tr><td>{Named(method)}</td><td>{Text(sentence)}</td></tr>\n");
        }
        html.Append("</tbody></table></div>\n");
        foreach (var remark in report.Remarks)
            html.Append(Culture, $"<p class=\"remark\">{Text(remark)}</p>\n");
        html.Append("</section>\n");
    }

    /// <summary>A method's name with its line and marker, as the charts have them, and the kind of adapter.</summary>
    private static string Named(ComparedMethod method) =>
        $"{Swatch(method.Style)}{Text(method.Name)}{(method.Adapter == method.Name ? "" : $" <span class=\"kind\">{Text(method.Adapter)}</span>")}";

    private static string Swatch(int style) =>
        $"<svg class=\"swatch\" viewBox=\"0 -5 30 10\" aria-hidden=\"true\"><path d=\"M0 0h30\" {ChartStyle.Line(style)}/><g transform=\"translate(15 0)\">{ChartStyle.Marker(style)}</g></svg>";
}
