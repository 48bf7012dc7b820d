namespace QaaHybrid.Training;

/// <summary>The longest common subsequence of words, for ROUGE-L (Lin 2004).</summary>
internal static class CommonSubsequence
{
    /// <summary>Its length.</summary>
    public static int Length(string[] a, string[] b) => Table(a, b)[a.Length, b.Length];

    /// <summary>Which words of <paramref name="a"/> it takes; where several are as long, the one that rouge-score's way back finds.</summary>
    public static IEnumerable<int> Places(string[] a, string[] b)
    {
        var table = Table(a, b);
        for (int i = a.Length, j = b.Length; i > 0 && j > 0;)
            if (a[i - 1] == b[j - 1])
            {
                yield return i - 1;
                (i, j) = (i - 1, j - 1);
            }
            else if (table[i, j - 1] > table[i - 1, j])
                j--;
            else
                i--;
    }

    /// <summary>t(i, j) = t(i−1, j−1) + 1 where aᵢ = bⱼ, else max(t(i−1, j), t(i, j−1)).</summary>
    private static int[,] Table(string[] a, string[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
                table[i, j] = a[i - 1] == b[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
        return table;
    }
}
