namespace QaaHybrid.Training;

/// <summary>
/// Colours and dash patterns of lines. The colours are those of Okabe and Ito (2008), told apart with any kind of colour vision; the
/// dashes tell them apart without colour. Yellow is left out: it does not show on white.
/// </summary>
internal static class ChartStyle
{
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#666666"];
    private static readonly string[] Dashes = ["", "7 3", "2 2.5", "9 3 2 3", "12 4", "5 2 1.5 2 1.5 2"];

    /// <summary>Colour of style <paramref name="style"/>.</summary>
    public static string Colour(int style) => Colours[style % Colours.Length];

    /// <summary>The attributes of a line of style <paramref name="style"/>.</summary>
    public static string Line(int style)
    {
        var dash = Dashes[style % Dashes.Length];
        return $"fill=\"none\" stroke=\"{Colour(style)}\" stroke-width=\"2\" stroke-linejoin=\"round\""
            + (dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "");
    }
}
