namespace QaaHybrid.Training;

/// <summary>
/// Colours, dash patterns and markers of methods. The colours are those of Okabe and Ito (2008), told apart with any kind of colour vision; dashes and markers tell the
/// methods apart without colour. Yellow is left out: it does not show on white.
/// </summary>
internal static class ChartStyle
{
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#666666"];
    private static readonly string[] Dashes = ["", "7 3", "2 2.5", "9 3 2 3", "12 4", "5 2 1.5 2 1.5 2"];

    /// <summary>Circle, square, triangles, diamond, and two that are hollow; around (0, 0), about 9 wide.</summary>
    private static readonly string[] Markers =
    [
        "<circle r=\"4\" {0}/>", "<path d=\"M-3.7 -3.7h7.4v7.4h-7.4z\" {0}/>", "<path d=\"M0 -4.8L4.8 3.6H-4.8z\" {0}/>", "<path d=\"M0 -5.2L5.2 0L0 5.2L-5.2 0z\" {0}/>",
        "<path d=\"M0 4.8L4.8 -3.6H-4.8z\" {0}/>", "<circle r=\"4\" {1}/>", "<path d=\"M-3.7 -3.7h7.4v7.4h-7.4z\" {1}/>",
    ];

    /// <summary>Colour of style <paramref name="style"/>.</summary>
    public static string Colour(int style) => Colours[style % Colours.Length];

    /// <summary>The attributes of a line of style <paramref name="style"/>.</summary>
    public static string Line(int style)
    {
        var dash = Dashes[style % Dashes.Length];
        return $"fill=\"none\" stroke=\"{Colour(style)}\" stroke-width=\"2\" stroke-linejoin=\"round\""
            + (dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "");
    }

    /// <summary>A marker of style <paramref name="style"/> around (0, 0).</summary>
    public static string Marker(int style) => Markers[style % Markers.Length]
        .Replace("{0}", $"fill=\"{Colour(style)}\"", StringComparison.Ordinal)
        .Replace("{1}", $"class=\"hollow\" fill=\"#fff\" stroke=\"{Colour(style)}\" stroke-width=\"2\"", StringComparison.Ordinal);
}
