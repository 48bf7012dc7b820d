using System.Globalization;

namespace QaaHybrid.Azure;

/// <summary>How sums are written.</summary>
internal static class Money
{
    /// <summary><c>1,547.91 USD</c>; up to four decimals, so that a shot's price is not lost.</summary>
    public static string Text(decimal amount, string unit) => string.Create(CultureInfo.InvariantCulture, $"{amount:#,0.00##} {unit}");
}
