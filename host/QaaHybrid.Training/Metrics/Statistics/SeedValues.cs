namespace QaaHybrid.Training;

/// <summary>What the statistics ask of their input.</summary>
internal static class SeedValues
{
    /// <summary>Refuses what has no mean.</summary>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static void Check(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("there is no value, expected one a seed", nameof(values));
        foreach (var (i, value) in values.Index())
            if (!double.IsFinite(value))
                throw new ArgumentException(FormattableString.Invariant($"value {i} is {value}, expected a finite number"), nameof(values));
    }

    /// <summary>
    /// a − b, pair by pair, to 2⁻⁴⁴ (6e-14) of the largest value: differences that are equal but for rounding (80.1 − 80.0 and 79.9 − 79.8) come out equal, so that
    /// ranks tie and a deviation is zero where they should be.
    /// </summary>
    /// <exception cref="ArgumentException">The lists are empty or of different length, or a value is not finite.</exception>
    public static double[] Differences(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Check(a);
        Check(b);
        if (a.Count != b.Count)
            throw new ArgumentException($"{a.Count} values beside {b.Count}, expected pairs: the same seeds on both sides", nameof(b));
        var largest = a.Concat(b).Max(Math.Abs);
        if (largest == 0)
            return new double[a.Count];
        var unit = Math.ScaleB(1, Math.ILogB(largest) - 44);
        return [.. a.Zip(b, (x, y) => unit * Math.Round((x - y) / unit))];
    }
}
