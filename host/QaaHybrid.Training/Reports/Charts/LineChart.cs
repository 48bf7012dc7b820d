using System.Text;

namespace QaaHybrid.Training;

/// <summary>A line chart as an <c>svg</c> element.</summary>
/// <param name="Title">What is shown; the accessible name of the drawing.</param>
/// <param name="XLabel">Name and unit of the x axis.</param>
/// <param name="YLabel">Name and unit of the y axis.</param>
/// <param name="Series">The lines.</param>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Whether the y axis is logarithmic; points that are not above 0 then leave a gap.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The drawing.</summary>
    /// <param name="standalone">Whether it is a file of its own, with its own style; within a page the page's style holds.</param>
    public string ToSvg(bool standalone = false)
    {
        var frame = new ChartFrame(Title, [.. Series.Select(series => (series.Name, Swatch(series)))], standalone);
        var points = Series.SelectMany(series => series.Points).Where(Shown).ToList();
        if (points.Count == 0)
        {
            frame.AppendEmpty();
            return frame.Finish();
        }
        var ends = Series.SelectMany(series => series.Band).SelectMany(band => new[] { band.Low, band.High }).Where(Shown).Concat(points.Select(point => point.Y)).ToList();
        Axis vertical = Logarithmic ? new LogTicks(ends.Min(), ends.Max()) : new AxisTicks(ends.Min(), ends.Max(), 6);
        frame.AppendAxes(new AxisTicks(points.Min(p => p.X), points.Max(p => p.X), 7), XLabel, vertical, YLabel);
        foreach (var series in Series)
            AppendBand(frame, series);
        foreach (var series in Series)
            AppendLine(frame, series);
        return frame.Finish();
    }

    // As the line looks in the chart, with its marker where it has one.
    private static string Swatch(ChartSeries series) =>
        $"<path d=\"M0 0h26\" {ChartStyle.Line(series.Style)}/>{(series.Markers ? $"<g transform=\"translate(13 0)\">{ChartStyle.Marker(series.Style)}</g>" : "")}";

    private void AppendBand(ChartFrame frame, ChartSeries series)
    {
        var band = series.Band.Where(entry => Shown(entry.Low) && Shown(entry.High)).ToList();
        if (band.Count < 2)
            return;
        var outline = band.Select(entry => (entry.X, entry.High)).Concat(band.AsEnumerable().Reverse().Select(entry => (entry.X, entry.Low)));
        var path = string.Join("L", outline.Select(point => FormattableString.Invariant($"{frame.ToX(point.X):0.#} {frame.ToY(point.Item2):0.#}")));
        frame.Svg.Append(ChartFrame.Culture, $"<path d=\"M{path}Z\" fill=\"{ChartStyle.Colour(series.Style)}\" fill-opacity=\"0.14\"/>\n");
    }

    private void AppendLine(ChartFrame frame, ChartSeries series)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var point in series.Points)
        {
            if (!Shown(point))
            {
                pen = 'M';
                continue;
            }
            path.Append(ChartFrame.Culture, $"{pen}{frame.ToX(point.X):0.#} {frame.ToY(point.Y):0.#}");
            pen = 'L';
        }
        frame.Svg.Append(ChartFrame.Culture, $"<path d=\"{path}\" {ChartStyle.Line(series.Style)}><title>{ChartFrame.Text(series.Name)}</title></path>\n");
        if (series.Markers)
            foreach (var (x, y) in series.Points.Where(Shown))
                frame.Svg.Append(ChartFrame.Culture, $"<g transform=\"translate({frame.ToX(x):0.#} {frame.ToY(y):0.#})\">{ChartStyle.Marker(series.Style)}<title>{ChartFrame.Text(series.Name)}, {x:0.####}: {y:0.####}</title></g>\n");
    }

    private bool Shown((double X, double Y) point) => double.IsFinite(point.X) && Shown(point.Y);

    private bool Shown(double y) => double.IsFinite(y) && (y > 0 || !Logarithmic);
}
