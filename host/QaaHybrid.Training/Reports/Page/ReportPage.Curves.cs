using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>Columns of the log that every loop writes; any other is an adapter's own and gets a chart.</summary>
    private static readonly string[] CommonColumns = ["loss", "held_out_loss", "lr", "grad_norm", "tokens", "seconds", "tokens_per_second"];

    /// <summary>What another column is called in a chart: heading and axis. Others keep their name.</summary>
    private static readonly Dictionary<string, (string Heading, string Axis)> KnownColumns = new()
    {
        ["validation_loss"] = ("Loss on the validation examples", "mean loss"),
        ["theta_distance"] = ("How far the circuit's angles moved", "‖θ − θ₀‖, radians"),
        ["theta_grad_norm"] = ("Gradient of the circuit's angles", "norm of ∂loss/∂θ, nats a radian"),
    };

    /// <summary>Loss curves of all methods, then the columns that adapters report of themselves.</summary>
    private static void AppendCurves(StringBuilder html, RunReport report)
    {
        var comparison = report.Comparison;
        html.Append("<section>\n<h2>Training</h2>\n");
        html.Append(Culture, $"<p class=\"note\">Training losses are those of single batches, averaged over the {ComparisonCharts.SmoothingRadius} steps before and after each. A method has the same colour, dashes and marker everywhere.{(comparison.Seeds.Count > 1 ? " Lines are means over the seeds; the band behind a line reaches from the lowest seed to the highest." : "")} The folder charts beside this page has them as files.</p>\n<div class=\"charts\">\n");
        foreach (var chart in Curves(comparison))
            AppendChart(html, chart);
        html.Append("</div>\n</section>\n");
    }

    /// <summary>The charts over the steps: losses, the gradient, what adapters report of themselves.</summary>
    private static IEnumerable<LineChart> Curves(MethodComparison comparison)
    {
        yield return ComparisonCharts.TrainingLoss(comparison);
        yield return ComparisonCharts.HeldOutLoss(comparison);
        yield return ComparisonCharts.GradientNorm(comparison);
        foreach (var column in comparison.Methods.SelectMany(ColumnsOf).Distinct().Except(CommonColumns).Where(column => !IsOfLayer(column)))
        {
            var (heading, axis) = KnownColumns.GetValueOrDefault(column, (column.Replace('_', ' '), column));
            yield return ComparisonCharts.Over(heading, axis, comparison, run => run.Method.Column(column));
        }
    }

    private static void AppendChart(StringBuilder html, LineChart chart) =>
        html.Append(Culture, $"<figure>\n<figcaption>{Text(chart.Title)}</figcaption>\n{chart.ToSvg()}\n</figure>\n");
}
