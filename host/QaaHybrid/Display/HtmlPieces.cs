using System.Net;
using System.Text;

namespace QaaHybrid.Display;

/// <summary>Pieces of HTML that notebooks leave as they are.</summary>
internal static class HtmlPieces
{
    /// <summary>A drawing as an image: notebooks and code hosts take <c>svg</c> elements out of the HTML of others, and an image keeps its style for itself.</summary>
    /// <param name="svg">An <c>svg</c> element that stands alone.</param>
    /// <param name="name">What it shows, for those who do not see it.</param>
    /// <param name="width">How wide it is, pixels; null is as wide as the drawing says.</param>
    public static string Image(string svg, string name, int? width = null) => Element(svg, name, width, "");

    /// <summary>Charts side by side where the page is wide enough, below each other where styles are taken out.</summary>
    /// <param name="charts">Drawings, each with what it shows.</param>
    public static string Pair(params IEnumerable<(string Svg, string Name)> charts)
    {
        const int width = 470;
        return string.Concat(charts.Select(chart => Element(chart.Svg, chart.Name, width, " style=\"display:inline-block;vertical-align:top;max-width:49%\"")));
    }

    /// <summary>A drawing in both forms: as it is, and as an image for those who take SVG out of a page.</summary>
    /// <param name="text">The text for those who show neither.</param>
    /// <param name="svg">An <c>svg</c> element that stands alone.</param>
    /// <param name="name">What it shows.</param>
    /// <param name="width">As for <see cref="Image"/>.</param>
    public static MimeBundle Drawing(string text, string svg, string name, int? width = null) =>
        MimeBundle.OfText(text).With(MimeBundle.Svg, svg).With(MimeBundle.Html, Image(svg, name, width));

    /// <summary>A paragraph.</summary>
    public static string Paragraph(string text) => $"<p>{WebUtility.HtmlEncode(text)}</p>\n";

    /// <summary>A paragraph that begins in bold.</summary>
    public static string Heading(string text, string rest = "") => $"<p><b>{WebUtility.HtmlEncode(text)}</b>{WebUtility.HtmlEncode(rest)}</p>\n";

    private static string Element(string svg, string name, int? width, string style) => FormattableString.Invariant(
        $"<img alt=\"{WebUtility.HtmlEncode(name)}\"{(width is { } pixels ? FormattableString.Invariant($" width=\"{pixels}\"") : "")}{style} src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">\n");
}
