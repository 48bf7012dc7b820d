namespace QaaHybrid.Circuits;

/// <summary>
/// The host's copy of the orders of subsets in <c>QaaHybrid.GrayOrders</c>: which number of a vector stands where in the walk of an encoder. A
/// subset is a row of bits, one for each qubit, the first qubit first.
/// </summary>
internal static class GrayOrders
{
    /// <summary>
    /// All subsets of k of n qubits in Ehrlich's order (Journal of the ACM 20, 500 (1973)): each differs from the one before by one exchange.
    /// Of the places whose prefix still has another continuation the last one flips. If it becomes 1, the next 1 after it becomes 0; if it
    /// becomes 0, the last 0 before the next 1 becomes 1.
    /// </summary>
    public static IEnumerable<bool[]> Ehrlich(int qubits, int weight)
    {
        var bits = new bool[qubits];
        bits.AsSpan(0, weight).Fill(true);
        var pending = new bool[qubits];
        MarkPending(bits, pending, 0);
        while (true)
        {
            yield return [.. bits];
            var place = Array.LastIndexOf(pending, true);
            if (place < 0)
                yield break;
            var nextOne = Array.IndexOf(bits, true, place + 1);
            var partner = bits[place] ? Array.LastIndexOf(bits, false, (nextOne < 0 ? qubits : nextOne) - 1) : nextOne;
            (bits[place], bits[partner]) = (bits[partner], bits[place]);
            pending[place] = false;
            MarkPending(bits, pending, place + 1);
        }
    }

    /// <summary>
    /// All subsets of at most k qubits: each weight in Ehrlich's order with the qubits renamed, those of the last subset of the weight before
    /// first, so that it begins with that subset and one qubit more.
    /// </summary>
    public static IEnumerable<bool[]> UpToWeight(int qubits, int weight)
    {
        var last = new bool[qubits];
        yield return [.. last];
        for (var w = 1; w <= weight; w++)
        {
            int[] names = [.. Enumerable.Range(0, qubits).OrderBy(q => last[q] ? 0 : 1)];
            foreach (var bits in Ehrlich(qubits, w))
            {
                last = new bool[qubits];
                for (var q = 0; q < qubits; q++)
                    last[names[q]] = bits[q];
                yield return [.. last];
            }
        }
    }

    /// <summary>
    /// The place of a subset among all of its size in lexicographic order of the indices:
    /// <c>Σ_i Σ_{v between s_{i-1} and s_i} C(n - 1 - v, k - 1 - i)</c>.
    /// </summary>
    public static int LexicographicIndex(ReadOnlySpan<bool> subset)
    {
        var left = 0;
        foreach (var bit in subset)
            left += bit ? 1 : 0;
        var index = 0;
        for (var q = 0; q < subset.Length && left > 0; q++)
            if (subset[q])
                left--;
            else
                index += Binomial(subset.Length - 1 - q, left - 1);
        return index;
    }

    /// <summary>C(n, k); 0 for k above n.</summary>
    /// <exception cref="OverflowException">More than an int holds: more than any vector has numbers.</exception>
    public static int Binomial(int n, int k)
    {
        if (k > n)
            return 0;
        var value = 1L;
        for (var i = 1; i <= k; i++)
            value = checked(value * (n - k + i) / i);
        return checked((int)value);
    }

    // No place is pending from where all bits are equal.
    private static void MarkPending(bool[] bits, bool[] pending, int from)
    {
        pending[^1] = false;
        for (var i = bits.Length - 2; i >= from; i--)
            pending[i] = pending[i + 1] || bits[i] != bits[i + 1];
    }
}
