namespace QaaHybrid.Circuits;

/// <summary>
/// Expectation values of products of Z, such as the correlator ⟨Z_i Z_j⟩, from what was measured in the computational basis: the mean of
/// (-1)^(ones among these qubits), with standard error √((1 - mean²) / shots).
/// </summary>
public static class ZString
{
    /// <summary>⟨Π Z_q⟩ of counts.</summary>
    /// <param name="counts">How often each bit string was measured, the first qubit leftmost.</param>
    /// <param name="qubits">Which qubits; none gives 1.</param>
    public static Estimate Of(IReadOnlyDictionary<string, long> counts, params IReadOnlyList<int> qubits)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(qubits);
        long shots = 0, sum = 0;
        foreach (var (bits, count) in counts)
        {
            var ones = 0;
            foreach (var q in qubits)
                ones += bits[q] == '1' ? 1 : 0;
            shots += count;
            sum += (ones & 1) == 0 ? count : -count;
        }
        if (shots == 0)
            throw new ArgumentException("nothing was measured: there are no counts", nameof(counts));
        var mean = (double)sum / shots;
        return new Estimate(mean, Math.Sqrt(Math.Max(0, 1 - mean * mean) / shots));
    }

    /// <summary>⟨Π Z_q⟩ of a result: exact where it holds probabilities, else from its counts.</summary>
    /// <param name="result">Result of a backend.</param>
    /// <param name="qubits">Which qubits; none gives 1.</param>
    /// <exception cref="ArgumentException">It holds neither.</exception>
    public static Estimate Of(BackendResult result, params IReadOnlyList<int> qubits)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(qubits);
        if (result.Probabilities is not { } probabilities)
            return result.Counts is { } counts
                ? Of(counts, qubits)
                : throw new ArgumentException("the result holds neither probabilities nor counts", nameof(result));
        var mask = qubits.Aggregate(0, (mask, q) => mask ^ 1 << result.Qubits - 1 - q);
        var sum = 0.0;
        for (var l = 0; l < probabilities.Count; l++)
            sum += (System.Numerics.BitOperations.PopCount((uint)(l & mask)) & 1) == 0 ? probabilities[l] : -probabilities[l];
        return new Estimate(sum, 0);
    }
}
