using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>Quality against trained parameters, by loss and by the main metric.</summary>
    private static void AppendPareto(StringBuilder html, RunReport report)
    {
        var comparison = report.Comparison;
        if (comparison.Methods.Count < 2)
            return;
        html.Append("""
            <section>
            <h2>Worth its parameters?</h2>
            <p class="note">Left is small, good is where the axis says. The line is the Pareto front: what can be had with so many trained numbers. A method away from it is beaten by
            one that trains no more numbers and is no worse. Whiskers are the 95 % intervals of the table.</p>
            <div class="charts">

            """);
        foreach (var measure in new[] { Measure.Loss, comparison.Metric }.Distinct())
        {
            var chart = ComparisonCharts.Pareto(comparison, measure);
            html.Append(Culture, $"<figure>\n<figcaption>{Text(measure.Heading)} against trained parameters</figcaption>\n{chart.ToSvg()}\n</figure>\n");
        }
        html.Append("</div>\n</section>\n");
    }
}
