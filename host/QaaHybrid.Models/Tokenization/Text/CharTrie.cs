using System.Buffers;

namespace QaaHybrid.Models;

/// <summary>Strings with a number each, walked one UTF-16 unit at a time.</summary>
internal sealed class CharTrie
{
    /// <summary>No node, no number.</summary>
    public const int None = -1;

    private readonly Dictionary<long, int> next = [];
    private readonly List<int> values = [None];
    private readonly HashSet<char> firsts = [];
    private SearchValues<char>? firstUnits;

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => firsts.Count == 0;

    /// <summary>Adds a string; where it was added before, the earlier number stays.</summary>
    public void Add(string key, int value)
    {
        var node = 0;
        foreach (var unit in key)
        {
            if (!next.TryGetValue(Key(node, unit), out var child))
            {
                next.Add(Key(node, unit), child = values.Count);
                values.Add(None);
            }
            node = child;
        }
        if (values[node] == None)
            values[node] = value;
        if (key.Length > 0)
            firsts.Add(key[0]);
        firstUnits = null;
    }

    /// <summary>The node behind <paramref name="node"/> (0 is the root) by way of <paramref name="unit"/>, or <see cref="None"/>.</summary>
    public int Step(int node, char unit) => next.TryGetValue(Key(node, unit), out var child) ? child : None;

    /// <summary>The number of the string that ends at a node, or <see cref="None"/>.</summary>
    public int Value(int node) => values[node];

    /// <summary>The next place at which a string can begin, or -1.</summary>
    public int NextStart(ReadOnlySpan<char> text) => text.IndexOfAny(firstUnits ??= SearchValues.Create([.. firsts]));

    /// <summary>The longest string that <paramref name="text"/> begins with: its number (or <see cref="None"/>) and length.</summary>
    public (int Value, int Length) Longest(ReadOnlySpan<char> text)
    {
        var found = (None, 0);
        for (int node = 0, i = 0; i < text.Length && (node = Step(node, text[i])) != None; i++)
            if (values[node] != None)
                found = (values[node], i + 1);
        return found;
    }

    private static long Key(int node, char unit) => ((long)node << 16) | unit;
}
