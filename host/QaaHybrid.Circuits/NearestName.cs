namespace QaaHybrid.Circuits;

/// <summary>What the user may have meant: the known name with the smallest edit distance.</summary>
public static class NearestName
{
    /// <summary>
    /// The one of <paramref name="known"/> that is nearest to <paramref name="name"/> (Levenshtein, at most a third of its letters
    /// wrong); null where none is near.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known) => known
        .Select(candidate => (candidate, distance: Distance(name, candidate)))
        .Where(pair => pair.distance <= Math.Max(2, name.Length / 3))
        .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>A sentence that lists what is allowed, with the nearest name in front.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> known)
    {
        var nearest = Find(name, known);
        var allowed = $"allowed: {string.Join(", ", known)}";
        return nearest is null ? allowed : $"did you mean '{nearest}'? {allowed}";
    }

    /// <summary>d(i, j) = min(d(i−1, j) + 1, d(i, j−1) + 1, d(i−1, j−1) + [aᵢ ≠ bⱼ]), two rows at a time.</summary>
    private static int Distance(string a, string b)
    {
        var above = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            above = row;
        }
        return above[b.Length];
    }
}
