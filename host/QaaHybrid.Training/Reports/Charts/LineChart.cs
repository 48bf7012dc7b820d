using System.Globalization;
using System.Net;
using System.Text;

namespace QaaHybrid.Training;

/// <summary>A line chart as an <c>svg</c> element that stands alone: no script, no outside font, legible in print.</summary>
/// <param name="Title">What is shown; the accessible name of the drawing.</param>
/// <param name="XLabel">Name and unit of the x axis.</param>
/// <param name="YLabel">Name and unit of the y axis.</param>
/// <param name="Series">The lines.</param>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series)
{
    private const double Width = 560, Height = 310;
    private const double Left = 70, Right = 16, Bottom = 48;
    private const double LegendRow = 21, LetterWidth = 7.3, SwatchWidth = 34, LegendGap = 16;

    private const string Style =
        "<style>text{font:13px system-ui,sans-serif;fill:#444}.grid{stroke:#e3e3e3}.axis{stroke:#888}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";

    /// <summary>The drawing.</summary>
    /// <param name="standalone">Whether it is a file of its own, with its own style; within a page the page's style holds.</param>
    public string ToSvg(bool standalone = false)
    {
        var points = Series.SelectMany(series => series.Points).Where(Finite).ToList();
        var legend = LegendRows();
        var top = 10 + LegendRow * legend.Count;
        var svg = new StringBuilder();
        svg.Append(Culture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(Title)}\">\n");
        if (standalone)
            svg.Append(Style);
        AppendLegend(svg, legend);
        if (points.Count == 0)
            svg.Append(Culture, $"<text class=\"empty\" x=\"{Width / 2}\" y=\"{Height / 2}\" text-anchor=\"middle\">no values</text>\n");
        else
        {
            var x = new AxisTicks(points.Min(p => p.X), points.Max(p => p.X), 7);
            var y = new AxisTicks(points.Min(p => p.Y), points.Max(p => p.Y), 6);
            double ToX(double value) => Left + (value - x.Values[0]) / (x.Values[^1] - x.Values[0]) * (Width - Left - Right);
            double ToY(double value) => Height - Bottom - (value - y.Values[0]) / (y.Values[^1] - y.Values[0]) * (Height - Bottom - top);
            AppendAxes(svg, x, y, ToX, ToY);
            foreach (var series in Series)
                AppendLine(svg, series, ToX, ToY);
        }
        return svg.Append("</svg>").ToString();
    }

    private void AppendAxes(StringBuilder svg, AxisTicks x, AxisTicks y, Func<double, double> toX, Func<double, double> toY)
    {
        var (end, floor) = (Width - Right, toY(y.Values[0]));
        foreach (var value in y.Values)
            svg.Append(Culture, $"<path class=\"grid\" d=\"M{Left} {toY(value):0.#}H{end}\"/><text class=\"tick\" x=\"{Left - 8}\" y=\"{toY(value) + 4:0.#}\" text-anchor=\"end\">{y.Label(value)}</text>\n");
        foreach (var value in x.Values)
            svg.Append(Culture, $"<path class=\"axis\" d=\"M{toX(value):0.#} {floor}v5\"/><text class=\"tick\" x=\"{toX(value):0.#}\" y=\"{floor + 20}\" text-anchor=\"middle\">{x.Label(value)}</text>\n");
        var middle = (toY(y.Values[0]) + toY(y.Values[^1])) / 2;
        svg.Append(Culture, $"<path class=\"axis\" d=\"M{Left} {floor}H{end}\"/>\n");
        svg.Append(Culture, $"<text class=\"label\" x=\"{(Left + end) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{Text(XLabel)}</text>\n");
        svg.Append(Culture, $"<text class=\"label\" transform=\"translate(14 {middle:0.#}) rotate(-90)\" text-anchor=\"middle\">{Text(YLabel)}</text>\n");
    }

    private static void AppendLine(StringBuilder svg, ChartSeries series, Func<double, double> toX, Func<double, double> toY)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var point in series.Points)
        {
            if (!Finite(point))
            {
                pen = 'M';
                continue;
            }
            path.Append(Culture, $"{pen}{toX(point.X):0.#} {toY(point.Y):0.#}");
            pen = 'L';
        }
        svg.Append(Culture, $"<path d=\"{path}\" {ChartStyle.Line(series.Style)}><title>{Text(series.Name)}</title></path>\n");
        if (series.Markers)
            foreach (var point in series.Points.Where(Finite))
                svg.Append(Culture, $"<circle cx=\"{toX(point.X):0.#}\" cy=\"{toY(point.Y):0.#}\" r=\"3.2\" fill=\"{ChartStyle.Colour(series.Style)}\"><title>{Text(series.Name)}, {point.X:0.####}: {point.Y:0.####}</title></circle>\n");
    }

    /// <summary>Names side by side as far as they fit, then the next row.</summary>
    private List<List<(ChartSeries Series, double X)>> LegendRows()
    {
        var rows = new List<List<(ChartSeries, double)>> { new() };
        var x = Left;
        foreach (var series in Series)
        {
            var width = SwatchWidth + LetterWidth * series.Name.Length;
            if (x + width > Width - Right && rows[^1].Count > 0)
            {
                rows.Add([]);
                x = Left;
            }
            rows[^1].Add((series, x));
            x += width + LegendGap;
        }
        return rows;
    }

    private static void AppendLegend(StringBuilder svg, List<List<(ChartSeries Series, double X)>> rows)
    {
        foreach (var (row, items) in rows.Index())
            foreach (var (series, x) in items)
            {
                var y = 12 + LegendRow * row;
                svg.Append(Culture, $"<path d=\"M{x:0.#} {y}h26\" {ChartStyle.Line(series.Style)}/><text class=\"tick\" x=\"{x + SwatchWidth - 2:0.#}\" y=\"{y + 4}\">{Text(series.Name)}</text>\n");
            }
    }

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private static bool Finite((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
