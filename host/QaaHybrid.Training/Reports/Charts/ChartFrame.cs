using System.Globalization;
using System.Net;
using System.Text;

namespace QaaHybrid.Training;

/// <summary>What all charts have in common: an <c>svg</c> element that stands alone (no script, no outside font, legible in print), legend, axes, grid.</summary>
internal sealed class ChartFrame
{
    internal const double Width = 560, Height = 310;
    private const double Left = 70, Right = 16, Bottom = 48;
    private const double LegendRow = 21, LetterWidth = 7.3, SwatchWidth = 34, LegendGap = 16;

    private const string Style =
        "<style>text{font:13px system-ui,sans-serif;fill:#444}.grid{stroke:#e3e3e3}.axis{stroke:#888}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";

    private readonly double top;
    private Axis? x, y;

    /// <summary>Begins a drawing.</summary>
    /// <param name="title">Its accessible name.</param>
    /// <param name="legend">Names with what stands before each: a piece of SVG drawn from (0, 0), 26 wide.</param>
    /// <param name="standalone">Whether it is a file of its own, with its own style; within a page the page's style holds.</param>
    public ChartFrame(string title, IReadOnlyList<(string Name, string Swatch)> legend, bool standalone)
    {
        var rows = LegendRows(legend);
        top = 10 + LegendRow * rows.Count;
        Svg.Append(Culture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(title)}\">\n");
        if (standalone)
            Svg.Append(Style);
        foreach (var (row, items) in rows.Index())
            foreach (var (name, swatch, at) in items)
            {
                var middle = 12 + LegendRow * row;
                Svg.Append(Culture, $"<g transform=\"translate({at:0.#} {middle})\">{swatch}</g><text class=\"tick\" x=\"{at + SwatchWidth - 2:0.#}\" y=\"{middle + 4}\">{Text(name)}</text>\n");
            }
    }

    /// <summary>The drawing so far.</summary>
    public StringBuilder Svg { get; } = new();

    /// <summary>The right end of the plot.</summary>
    public static double End => Width - Right;

    /// <summary>The left end of the plot.</summary>
    public static double Begin => Left;

    /// <summary>Where a value of x lies.</summary>
    public double ToX(double value) => Left + x!.Share(value) * (Width - Left - Right);

    /// <summary>Where a value of y lies.</summary>
    public double ToY(double value) => Height - Bottom - y!.Share(value) * (Height - Bottom - top);

    /// <summary>Draws both axes and the grid.</summary>
    public void AppendAxes(Axis xAxis, string xLabel, Axis yAxis, string yLabel)
    {
        (x, y) = (xAxis, yAxis);
        var floor = ToY(y.Values[0]);
        foreach (var value in y.Values)
            Svg.Append(Culture, $"<path class=\"grid\" d=\"M{Left} {ToY(value):0.#}H{End}\"/><text class=\"tick\" x=\"{Left - 8}\" y=\"{ToY(value) + 4:0.#}\" text-anchor=\"end\">{y.Label(value)}</text>\n");
        foreach (var value in x.Values)
            Svg.Append(Culture, $"<path class=\"axis\" d=\"M{ToX(value):0.#} {floor}v5\"/><text class=\"tick\" x=\"{ToX(value):0.#}\" y=\"{floor + 20}\" text-anchor=\"middle\">{x.Label(value)}</text>\n");
        var middle = (ToY(y.Values[0]) + ToY(y.Values[^1])) / 2;
        Svg.Append(Culture, $"<path class=\"axis\" d=\"M{Left} {floor}H{End}\"/>\n");
        Svg.Append(Culture, $"<text class=\"label\" x=\"{(Left + End) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{Text(xLabel)}</text>\n");
        Svg.Append(Culture, $"<text class=\"label\" transform=\"translate(14 {middle:0.#}) rotate(-90)\" text-anchor=\"middle\">{Text(yLabel)}</text>\n");
    }

    /// <summary>Says that there is nothing to draw.</summary>
    public void AppendEmpty() => Svg.Append(Culture, $"<text class=\"empty\" x=\"{Width / 2}\" y=\"{Height / 2}\" text-anchor=\"middle\">no values</text>\n");

    /// <summary>The finished drawing.</summary>
    public string Finish() => Svg.Append("</svg>").ToString();

    /// <summary>About how wide a text is.</summary>
    internal static double WidthOf(string text) => LetterWidth * text.Length;

    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    internal static CultureInfo Culture => CultureInfo.InvariantCulture;

    /// <summary>Names side by side as far as they fit, then the next row.</summary>
    private static List<List<(string Name, string Swatch, double X)>> LegendRows(IReadOnlyList<(string Name, string Swatch)> legend)
    {
        var rows = new List<List<(string, string, double)>> { new() };
        var x = Left;
        foreach (var (name, swatch) in legend)
        {
            var width = SwatchWidth + WidthOf(name);
            if (x + width > End && rows[^1].Count > 0)
            {
                rows.Add([]);
                x = Left;
            }
            rows[^1].Add((name, swatch, x));
            x += width + LegendGap;
        }
        return rows;
    }
}
