namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>Subsets by recursion: a second way to their lexicographic order.</summary>
internal static class IndexSets
{
    /// <summary>All subsets of k of the numbers below n.</summary>
    public static IEnumerable<int[]> Of(int n, int k) => k == 0 ? [[]]
        : Enumerable.Range(0, n).SelectMany(first => Of(n - first - 1, k - 1).Select(rest => (int[])[first, .. rest.Select(element => element + first + 1)]));
}
