namespace QaaHybrid.Circuits.Subspace;

/// <summary>The basis states of n qubits with k ones: the subsets of k qubits, in lexicographic order of their ascending indices.</summary>
public sealed class WeightBasis
{
    /// <summary>More amplitudes than this do not fit into memory once per vector lane.</summary>
    public const int MostStates = 1 << 20;

    private readonly long[,] _binomials;

    /// <summary>Lists the subsets.</summary>
    /// <param name="qubits">n.</param>
    /// <param name="weight">k, 0 to n.</param>
    /// <exception cref="NotSupportedException">There are more than <see cref="MostStates"/>.</exception>
    public WeightBasis(int qubits, int weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, qubits);
        (Qubits, Weight) = (qubits, weight);
        _binomials = Binomials(qubits, weight);
        if (_binomials[qubits, weight] > MostStates)
            throw new NotSupportedException(
                $"weight {weight} on {qubits} qubits has C({qubits}, {weight}) amplitudes; the subspace simulator holds at most {MostStates}");
        Count = (int)_binomials[qubits, weight];
        Elements = new int[Count * weight];
        Fill();
    }

    /// <summary>n.</summary>
    public int Qubits { get; }

    /// <summary>k.</summary>
    public int Weight { get; }

    /// <summary>C(n, k).</summary>
    public int Count { get; }

    /// <summary>The qubits of every subset, one subset after the other.</summary>
    public int[] Elements { get; }

    /// <summary>C(n, k), at most <see cref="long.MaxValue"/>.</summary>
    public static long CountOf(int qubits, int weight) => weight < 0 || weight > qubits ? 0 : Binomials(qubits, weight)[qubits, weight];

    /// <summary>
    /// The place of a subset: with its elements s₀ &lt; s₁ &lt; …, as many subsets follow it as Σ_i C(n - 1 - s_i, k - i).
    /// </summary>
    public int Rank(ReadOnlySpan<int> subset)
    {
        var following = 0L;
        for (var i = 0; i < Weight; i++)
            if (Qubits - 1 - subset[i] >= Weight - i)
                following += _binomials[Qubits - 1 - subset[i], Weight - i];
        return (int)(Count - 1 - following);
    }

    /// <summary>
    /// For every subset S of the other qubits that leaves room for <paramref name="ones"/> ones: the places of S ∪ T, T running through the
    /// subsets of <paramref name="qubits"/> with so many elements in the order of the numbers Σ_{q in T} 2^(place of q in the list).
    /// </summary>
    public int[] Groups(ReadOnlySpan<int> qubits, int ones)
    {
        var inside = qubits.ToArray();
        int[] others = [.. Enumerable.Range(0, Qubits).Where(qubit => !inside.Contains(qubit))];
        int[][] choices = [.. Enumerable.Range(0, 1 << inside.Length).Where(bits => System.Numerics.BitOperations.PopCount((uint)bits) == ones)
            .Select(bits => inside.Where((_, place) => (bits >> place & 1) != 0).ToArray())];
        var chosen = Weight - ones;
        if (chosen < 0 || chosen > others.Length)
            return [];
        var places = new List<int>();
        var subset = new int[Weight];
        var picks = Enumerable.Range(0, chosen).ToArray();
        do
            foreach (var choice in choices)
            {
                for (var i = 0; i < chosen; i++)
                    subset[i] = others[picks[i]];
                choice.CopyTo(subset, chosen);
                Array.Sort(subset);
                places.Add(Rank(subset));
            }
        while (Advance(picks, others.Length));
        return [.. places];
    }

    private void Fill()
    {
        var subset = Enumerable.Range(0, Weight).ToArray();
        for (var place = 0; place < Count; place++)
        {
            subset.CopyTo(Elements, place * Weight);
            Advance(subset, Qubits);
        }
    }

    // The next subset in lexicographic order; false after the last.
    private static bool Advance(int[] subset, int count)
    {
        for (var i = subset.Length - 1; i >= 0; i--)
            if (subset[i] < count - subset.Length + i)
            {
                var next = subset[i] + 1;
                for (; i < subset.Length; i++)
                    subset[i] = next++;
                return true;
            }
        return false;
    }

    private static long[,] Binomials(int qubits, int weight)
    {
        var table = new long[qubits + 1, weight + 1];
        for (var n = 0; n <= qubits; n++)
        {
            table[n, 0] = 1;
            for (var k = 1; k <= Math.Min(n, weight); k++)
                table[n, k] = table[n - 1, k - 1] > long.MaxValue - table[n - 1, k] ? long.MaxValue : table[n - 1, k - 1] + table[n - 1, k];
        }
        return table;
    }
}
