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
        const int smoothing = 8;
        html.Append("<section>\n<h2>Training</h2>\n");
        html.Append(Culture, $"<p class=\"note\">Training losses are those of single batches, averaged over the {smoothing} steps before and after each. A method has the same colour and dashes everywhere.</p>\n<div class=\"charts\">\n");
        AppendChart(html, "Training loss", report.LossUnit, report, "loss", points => Smoothing.Mean(points, smoothing));
        AppendChart(html, "Held-out loss", report.LossUnit, report, method => HeldOut(method), markers: true);
        AppendChart(html, "Gradient of all trained parameters", "2-norm before clipping", report, "grad_norm", points => Smoothing.Mean(points, smoothing));
        foreach (var column in report.Methods.SelectMany(method => method.Metrics).SelectMany(row => row.Values.Keys).Distinct().Except(CommonColumns))
        {
            var (heading, axis) = KnownColumns.GetValueOrDefault(column, (column.Replace('_', ' '), column));
            AppendChart(html, heading, axis, report, column, points => points);
        }
        html.Append("</div>\n</section>\n");
    }

    /// <summary>The held-out loss from the base model to the end, with what was measured on the way.</summary>
    private static IReadOnlyList<(double, double)> HeldOut(ReportedMethod method) =>
    [
        (0, method.Result.LossBefore),
        .. method.Column("held_out_loss").Where(point => point.X < method.Result.Steps),
        (method.Result.Steps, method.Result.LossAfter),
    ];

    private static void AppendChart(
        StringBuilder html, string heading, string axis, RunReport report, string column, Func<IReadOnlyList<(double X, double Y)>, IReadOnlyList<(double, double)>> shape) =>
        AppendChart(html, heading, axis, report, method => shape(method.Column(column)), markers: false);

    private static void AppendChart(
        StringBuilder html, string heading, string axis, RunReport report, Func<ReportedMethod, IReadOnlyList<(double, double)>> points, bool markers)
    {
        var series = report.Methods.Index()
            .Select(item => new ChartSeries(item.Item.Result.Method, item.Index, points(item.Item), markers))
            .Where(line => line.Points.Count > 0).ToList();
        html.Append(Culture, $"<figure>\n<figcaption>{Text(heading)}</figcaption>\n{new LineChart(heading, "optimiser step", axis, series).ToSvg()}\n</figure>\n");
    }
}
