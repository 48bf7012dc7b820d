namespace QaaHybrid.Training;

/// <summary>
/// Holm's correction (1979) for several methods tested against one baseline: the k-th smallest of m p-values times m − k + 1, never below the one before it, at most 1.
/// Where the corrected value is below α, the chance of any false finding among all of them is at most α, however the tests depend on each other.
/// </summary>
public static class HolmCorrection
{
    /// <summary>The corrected p-values, in the order given.</summary>
    /// <param name="pValues">A p-value a test; null where no test was made, which stays null and does not count.</param>
    /// <exception cref="ArgumentException">A value is not in [0, 1].</exception>
    public static IReadOnlyList<double?> Adjust(IReadOnlyList<double?> pValues)
    {
        foreach (var (i, p) in pValues.Index())
            if (p is not (null or (>= 0 and <= 1)))
                throw new ArgumentException(FormattableString.Invariant($"p-value {i} is {p}, expected 0 to 1"), nameof(pValues));
        var adjusted = new double?[pValues.Count];
        var left = pValues.Count(p => p is not null);
        var largest = 0.0;
        foreach (var (i, p) in pValues.Index().Where(entry => entry.Item is not null).OrderBy(entry => entry.Item))
            adjusted[i] = largest = Math.Max(largest, Math.Min(1, left-- * p!.Value));
        return adjusted;
    }
}
