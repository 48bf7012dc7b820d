using System.Globalization;
using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>Doubles as LLVM's text wants them: plain decimals with a '.', never an exponent; they round-trip.</summary>
public static class QirNumber
{
    /// <summary>
    /// The text that the Q# compiler writes for a number: the shortest digits that read back as the same double, all digits for a whole
    /// number, at least one digit on each side of the point.
    /// </summary>
    /// <exception cref="ArgumentException">NaN or an infinity, which a rotation cannot turn by.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"{value} is no angle", nameof(value));
        if (double.IsInteger(value))
        {
            var whole = new BigInteger(Math.Abs(value)).ToString(CultureInfo.InvariantCulture);
            return double.IsNegative(value) ? $"-{whole}.0" : $"{whole}.0";
        }
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = shortest.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? shortest : ExpandSmall(shortest, exponent);
    }

    /// <summary>Reads a decimal, or LLVM's hexadecimal form of a double's bits.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        if (text.StartsWith("0x") && ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
            value = BitConverter.UInt64BitsToDouble(bits);
        else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return false;
        return double.IsFinite(value);
    }

    // A fraction is written with an exponent only where it is small: d.dddE-xx becomes 0.0…0dddd.
    private static string ExpandSmall(string shortest, int exponent)
    {
        var sign = shortest[0] == '-' ? "-" : "";
        var digits = shortest[sign.Length..exponent].Replace(".", "", StringComparison.Ordinal);
        var places = -int.Parse(shortest.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{sign}0.{new string('0', places - 1)}{digits}";
    }
}
