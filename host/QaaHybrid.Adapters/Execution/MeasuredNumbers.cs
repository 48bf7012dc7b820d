using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>What a layer reads, from what a backend found.</summary>
internal static class MeasuredNumbers
{
    /// <summary>The first numbers of a read-out.</summary>
    /// <param name="result">What was found, exact or by shots.</param>
    /// <param name="readOut">⟨Z_j⟩ or probabilities.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="NotSupportedException">The result does not hold them.</exception>
    public static double[] Of(BackendResult result, ReadOut readOut, int count) => readOut switch
    {
        ReadOut.PauliZ => [.. result.Z.Take(count)],
        ReadOut.Probabilities when result.Probabilities is { } known => [.. known.Take(count)],
        ReadOut.Probabilities when result.Counts is { } counts => Frequencies(counts, count),
        ReadOut.Probabilities => throw new NotSupportedException(
            "the backend gives expectation values only (zero-noise extrapolation of shots does), and this layer reads probabilities: leave the extrapolation out, or use read_out z"),
        _ => throw new NotSupportedException("amplitudes cannot be read by measuring in the computational basis: their signs would be lost"),
    };

    private static double[] Frequencies(IReadOnlyDictionary<string, long> counts, int length)
    {
        var frequencies = new double[length];
        var shots = (double)counts.Values.Sum();
        foreach (var (bits, count) in counts)
            if (Convert.ToInt32(bits, 2) is var state && state < length)
                frequencies[state] = count / shots;
        return frequencies;
    }
}
