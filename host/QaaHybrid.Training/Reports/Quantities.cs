namespace QaaHybrid.Training;

/// <summary>Large quantities as a person reads them; – for an unknown one.</summary>
public static class Quantities
{
    /// <summary>Bytes: <c>65.9 kB</c>, with powers of 1,000.</summary>
    public static string Bytes(long? bytes) => bytes is { } known ? Scaled(known, "B") : "–";

    /// <summary>Floating-point operations: <c>6.42 M</c>.</summary>
    public static string Flops(double? flops) => flops is { } known && double.IsFinite(known) ? Scaled(known, "") : "–";

    private static string Scaled(double value, string unit)
    {
        string[] prefixes = ["", "k", "M", "G", "T", "P"];
        var power = 0;
        while (value >= 999.5 && power < prefixes.Length - 1)
        {
            value /= 1000;
            power++;
        }
        var format = power == 0 ? "0" : value < 9.995 ? "0.00" : value < 99.95 ? "0.0" : "0";
        return $"{value.ToString(format, System.Globalization.CultureInfo.InvariantCulture)} {prefixes[power]}{unit}".TrimEnd();
    }
}
