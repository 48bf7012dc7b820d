using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    private const int SmoothingRadius = 8;

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
        html.Append(Culture, $"<p class=\"note\">Training losses are those of single batches, averaged over the {SmoothingRadius} steps before and after each. A method has the same colour, dashes and marker everywhere.{(comparison.Seeds.Count > 1 ? " Lines are means over the seeds; the band behind a line reaches from the lowest seed to the highest." : "")}</p>\n<div class=\"charts\">\n");
        AppendChart(html, "Training loss", comparison.Base.LossUnit, comparison, run => Smoothing.Mean(run.Method.Column("loss"), SmoothingRadius), markers: false);
        AppendChart(html, "Held-out loss", comparison.Base.LossUnit, comparison, HeldOut, markers: true);
        AppendChart(html, "Gradient of all trained parameters", "2-norm before clipping", comparison, run => Smoothing.Mean(run.Method.Column("grad_norm"), SmoothingRadius), markers: false);
        foreach (var column in comparison.Runs.SelectMany(run => run.Methods).SelectMany(method => method.Metrics).SelectMany(row => row.Values.Keys).Distinct().Except(CommonColumns))
        {
            var (heading, axis) = KnownColumns.GetValueOrDefault(column, (column.Replace('_', ' '), column));
            AppendChart(html, heading, axis, comparison, run => run.Method.Column(column), markers: false);
        }
        html.Append("</div>\n</section>\n");
    }

    /// <summary>The held-out loss from the base model to the end, with what was measured on the way.</summary>
    private static IReadOnlyList<(double, double)> HeldOut(SeededMethod run) =>
    [
        (0, run.Result.LossBefore),
        .. run.Method.Column("held_out_loss").Where(point => point.X < run.Result.Steps),
        (run.Result.Steps, run.Result.LossAfter),
    ];

    private static void AppendChart(
        StringBuilder html, string heading, string axis, MethodComparison comparison, Func<SeededMethod, IReadOnlyList<(double X, double Y)>> points, bool markers)
    {
        var series = comparison.Methods.Select(method => SeedCurves.Over(method.Name, method.Style, [.. method.Runs.Select(points)], markers)).Where(line => line.Points.Count > 0).ToList();
        html.Append(Culture, $"<figure>\n<figcaption>{Text(heading)}</figcaption>\n{new LineChart(heading, "optimiser step", axis, series).ToSvg()}\n</figure>\n");
    }
}
