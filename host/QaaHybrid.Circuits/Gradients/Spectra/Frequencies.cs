namespace QaaHybrid.Circuits;

/// <summary>
/// Sets of frequencies: positive numbers in ascending order that stand for themselves, their negatives and 0. What a product of functions has is the
/// sum of their sets.
/// </summary>
internal static class Frequencies
{
    /// <summary>More than these are not followed up: a rule for them would need twice as many circuits.</summary>
    public const int Most = 64;

    // Scales that an import recovered from numbers are equal to rounding.
    private const double Tolerance = 1e-10;

    /// <summary>The positive ones among these, each once; null where they are too many.</summary>
    public static double[]? Distinct(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Select(Math.Abs).Order()];
        var smallest = sorted.Length == 0 ? 0 : Tolerance * sorted[^1];
        var distinct = new List<double>();
        foreach (var value in sorted)
            if (value - (distinct.Count == 0 ? 0 : distinct[^1]) > smallest)
                distinct.Add(value);
        return distinct.Count > Most ? null : [.. distinct];
    }

    /// <summary>All sums of one of each; null where they are too many.</summary>
    public static double[]? Sum(double[]? a, double[]? b) => a is null || b is null
        ? null
        : Distinct([.. a, .. b, .. a.SelectMany(x => b.SelectMany(y => (double[])[x + y, x - y]))]);

    /// <summary>What is in one or the other; null where they are too many.</summary>
    public static double[]? Union(double[]? a, double[]? b) => a is null || b is null ? null : Distinct(a.Concat(b));

    /// <summary>What is in both, where neither are too many; null where both are.</summary>
    public static double[]? Intersection(double[]? a, double[]? b) => a is null || b is null
        ? a ?? b
        : [.. a.Where(x => Array.Exists(b, y => Math.Abs(x - y) <= Tolerance * Math.Max(a[^1], b[^1])))];

    /// <summary>Whether these are ω, 2ω, …, Rω.</summary>
    public static bool AreEquidistant(IReadOnlyList<double> frequencies)
    {
        for (var k = 0; k < frequencies.Count; k++)
            if (Math.Abs(frequencies[k] - (k + 1) * frequencies[^1] / frequencies.Count) > Tolerance * frequencies[^1])
                return false;
        return true;
    }
}
