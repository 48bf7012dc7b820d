namespace QaaHybrid.Training;

/// <summary>Union-find with path halving (Tarjan and van Leeuwen 1984). The smaller root wins, so roots do not depend on the order of unions.</summary>
internal sealed class DisjointSets
{
    private readonly int[] parent;

    public DisjointSets(int count)
    {
        parent = new int[count];
        for (var i = 0; i < count; i++)
            parent[i] = i;
    }

    /// <summary>The smallest member of the set of <paramref name="item"/>.</summary>
    public int Root(int item)
    {
        while (parent[item] != item)
            item = parent[item] = parent[parent[item]];
        return item;
    }

    public void Union(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        parent[Math.Max(a, b)] = Math.Min(a, b);
    }
}
