using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>Reads a state of n qubits: exactly, or by shots.</summary>
public static class Measurement
{
    /// <summary>Amplitudes, probabilities and ⟨Z_j⟩ = Σ_l ±p_l, minus where qubit j of l is 1.</summary>
    /// <param name="amplitudes">2ⁿ amplitudes; the first qubit is the most significant bit of the index.</param>
    public static BackendResult Exact(Complex[] amplitudes)
    {
        ArgumentNullException.ThrowIfNull(amplitudes);
        return Exact(Probabilities(amplitudes)) with { Amplitudes = amplitudes };
    }

    /// <summary>The same of a distribution, which no amplitudes stand behind.</summary>
    /// <param name="probabilities">2ⁿ probabilities.</param>
    public static BackendResult Exact(double[] probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return new BackendResult(Qubits(probabilities.Length), Expectations(probabilities), Probabilities: probabilities);
    }

    /// <summary>
    /// Draws shots; equal seeds draw equal ones. The standard error of ⟨Z_j⟩ is √((1 - ⟨Z_j⟩²) / shots): 0 where all shots agree.
    /// </summary>
    /// <param name="amplitudes">2ⁿ amplitudes of a normalised state.</param>
    /// <param name="shots">How often it is prepared and measured.</param>
    /// <param name="seed">Governs the draws.</param>
    public static BackendResult Sample(Complex[] amplitudes, int shots, long seed)
    {
        ArgumentNullException.ThrowIfNull(amplitudes);
        return Sample(Probabilities(amplitudes), shots, seed);
    }

    /// <summary>Draws shots from a distribution.</summary>
    /// <inheritdoc cref="Sample(Complex[], int, long)"/>
    /// <param name="probabilities">2ⁿ probabilities.</param>
    /// <param name="shots">How often it is prepared and measured.</param>
    /// <param name="seed">Governs the draws.</param>
    public static BackendResult Sample(double[] probabilities, int shots, long seed)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        return OfHistogram(Qubits(probabilities.Length), SortedDraws.Histogram(probabilities, shots, new SplitMix64(seed)));
    }

    /// <summary>A basis state as text, the first qubit leftmost.</summary>
    public static string BitString(int basisState, int qubits) => Convert.ToString(basisState, 2).PadLeft(qubits, '0');

    /// <summary>What was measured, as a result: ⟨Z_j⟩ from the counts, with standard errors as <see cref="Sample(Complex[], int, long)"/> gives them.</summary>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="counts">How often each bit string was measured, the first qubit leftmost; each string once.</param>
    /// <exception cref="ArgumentException">A string is no bit string of the register, or nothing was measured.</exception>
    public static BackendResult OfCounts(int qubits, IEnumerable<KeyValuePair<string, long>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var kept = new Dictionary<string, long>();
        var ones = new long[qubits];
        var shots = 0L;
        foreach (var (bits, count) in counts)
        {
            if (bits.Length != qubits || bits.AsSpan().ContainsAnyExcept('0', '1'))
                throw new ArgumentException($"'{bits}' is no bit string of {qubits} qubits", nameof(counts));
            kept.Add(bits, count);
            shots += count;
            for (var q = 0; q < qubits; q++)
                ones[q] += bits[q] == '1' ? count : 0;
        }
        if (shots == 0)
            throw new ArgumentException("nothing was measured: there are no counts", nameof(counts));
        double[] z = [.. ones.Select(one => 1 - 2.0 * one / shots)];
        return new BackendResult(qubits, z, ZError: [.. z.Select(mean => Math.Sqrt(Math.Max(0, 1 - mean * mean) / shots))], Counts: kept);
    }

    /// <summary>Relative frequencies of all 2ⁿ basis states; null where nothing was counted.</summary>
    /// <param name="result">A result of a register whose 2ⁿ numbers fit into memory.</param>
    public static double[]? Frequencies(BackendResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Counts is not { } counts)
            return null;
        var frequencies = new double[1 << result.Qubits];
        var shots = (double)counts.Values.Sum();
        foreach (var (bits, count) in counts)
            frequencies[Convert.ToInt32(bits, 2)] = count / shots;
        return frequencies;
    }

    /// <summary>What was measured, by the numbers of the basis states.</summary>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="histogram">Each measured basis state once, in ascending order, with how often it was.</param>
    internal static BackendResult OfHistogram(int qubits, IEnumerable<(int BasisState, int Count)> histogram) =>
        OfCounts(qubits, histogram.Select(state => KeyValuePair.Create(BitString(state.BasisState, qubits), (long)state.Count)));

    private static int Qubits(int length) => BitOperations.IsPow2(length)
        ? BitOperations.Log2((uint)length)
        : throw new ArgumentException($"a state has 2ⁿ amplitudes, not {length}");

    private static double[] Probabilities(Complex[] amplitudes) => [.. amplitudes.Select(a => a.Real * a.Real + a.Imaginary * a.Imaginary)];

    // From the last qubit on: what differs in its bit is subtracted for it, and added up for the others.
    private static double[] Expectations(double[] probabilities)
    {
        var z = new double[Qubits(probabilities.Length)];
        var sums = probabilities;
        for (var q = z.Length - 1; q >= 0; q--)
        {
            var halves = new double[sums.Length / 2];
            for (var l = 0; l < halves.Length; l++)
            {
                z[q] += sums[2 * l] - sums[2 * l + 1];
                halves[l] = sums[2 * l] + sums[2 * l + 1];
            }
            sums = halves;
        }
        return z;
    }
}
