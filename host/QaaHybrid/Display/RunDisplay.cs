using System.Globalization;
using QaaHybrid.Training;

namespace QaaHybrid.Display;

/// <summary>A run as its table and curves.</summary>
public static class RunDisplay
{
    /// <summary>The table; as HTML with the curves of the training and of the held-out loss below it.</summary>
    public static MimeBundle Of(Run run)
    {
        var heading = $"{run.Recipe.Name} on {run.Base.Model}";
        var place = $" · {Path.GetRelativePath(Environment.CurrentDirectory, run.Folder)}{(run.IsFinished ? "" : " · not finished")}";
        var table = ResultsTable(run.Base, [.. run.Methods.Select(method => method.Result)]);
        var bundle = MimeBundle.OfText($"{heading}{place}\n{table}");
        if (run.Methods.Count == 0)
            return bundle;
        LineChart[] charts = [ComparisonCharts.TrainingLoss(run.Comparison), ComparisonCharts.HeldOutLoss(run.Comparison)];
        return bundle.With(MimeBundle.Html,
            HtmlPieces.Heading(heading, place) + table.ToHtml() + HtmlPieces.Pair(charts.Select(chart => (chart.ToSvg(standalone: true), chart.Title))));
    }

    /// <summary>The table of a run, as the command line prints it too.</summary>
    public static Table ResultsTable(BaseResult before, IReadOnlyList<MethodResult> methods)
    {
        var metrics = MetricColumn.Of(before.Metrics);
        return new Table(
            ["method", "trainable", "% of model", "held-out loss before → after", .. metrics.Select(metric => metric.Heading), "s/step"],
            [.. methods.Select(method => (string[])
            [
                method.Method,
                method.Trainable.ToString("#,0", CultureInfo.InvariantCulture),
                method.Percent.ToString("0.000", CultureInfo.InvariantCulture),
                FormattableString.Invariant($"{method.LossBefore:0.000} → {method.LossAfter:0.000}"),
                .. metrics.Select(metric => metric.Text(method.Metrics)),
                method.SecondsPerStep.ToString("0.000", CultureInfo.InvariantCulture),
            ])]);
    }
}
