using System.Globalization;

namespace QaaHybrid.Circuits.Drawing;

/// <summary>Angles as labels: θ3, -θ3, 2θ3+0.25, or numbers.</summary>
internal static class AngleText
{
    public static string Of(Angle angle, IReadOnlyList<double>? theta)
    {
        if (angle.IsConstant)
            return Number(angle.Offset);
        if (theta is not null)
            return Number(angle.At([.. theta]));
        var factor = angle.Scale switch { 1 => "", -1 => "-", _ => Number(angle.Scale) };
        var offset = angle.Offset == 0 ? "" : angle.Offset < 0 ? Number(angle.Offset) : $"+{Number(angle.Offset)}";
        return $"{factor}θ{angle.Parameter}{offset}";
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
