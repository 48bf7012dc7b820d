namespace QaaHybrid.Azure;

/// <summary>Counting outcomes.</summary>
internal static class Tally
{
    /// <summary>How often each text occurs, in ordinal order.</summary>
    public static SortedDictionary<string, long> Count(IEnumerable<string> outcomes)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var outcome in outcomes)
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
        return counts;
    }

    /// <summary>
    /// Whole numbers nᵢ that sum to N and lie nearest to pᵢN/Σp: ⌊pᵢN/Σp⌋, and one more for those with the largest remainders (of equal ones
    /// the first in ordinal order). Outcomes with nᵢ = 0 are left out.
    /// </summary>
    public static SortedDictionary<string, long> Apportion(IReadOnlyDictionary<string, double> probabilities, long shots)
    {
        var sum = probabilities.Values.Sum();
        var shares = probabilities.Select(entry => (entry.Key, Share: entry.Value / sum * shots)).ToArray();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, share) in shares)
            counts[key] = (long)Math.Floor(share);
        var missing = (int)(shots - counts.Values.Sum());
        foreach (var (key, _) in shares.OrderByDescending(entry => entry.Share - Math.Floor(entry.Share))
                     .ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(missing))
            counts[key]++;
        foreach (var (key, _) in shares.Where(entry => counts[entry.Key] == 0))
            counts.Remove(key);
        return counts;
    }
}
