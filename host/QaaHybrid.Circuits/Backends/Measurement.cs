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
        var probabilities = Probabilities(amplitudes);
        return new BackendResult(Qubits(amplitudes), Expectations(probabilities, 1), amplitudes, probabilities);
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
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        var qubits = Qubits(amplitudes);
        var histogram = Draw(Probabilities(amplitudes), shots, new SplitMix64(seed));
        var z = Expectations(histogram, shots);
        var counts = Enumerable.Range(0, histogram.Length).Where(l => histogram[l] > 0)
            .ToDictionary(l => BitString(l, qubits), l => (long)histogram[l]);
        return new BackendResult(qubits, z, ZError: [.. z.Select(mean => Math.Sqrt(Math.Max(0, 1 - mean * mean) / shots))], Counts: counts);
    }

    /// <summary>A basis state as text, the first qubit leftmost.</summary>
    public static string BitString(int basisState, int qubits) => Convert.ToString(basisState, 2).PadLeft(qubits, '0');

    private static double[] Draw(double[] probabilities, int shots, SplitMix64 random)
    {
        var cumulative = new double[probabilities.Length];
        var sum = 0.0;
        for (var l = 0; l < cumulative.Length; l++)
            cumulative[l] = sum += probabilities[l];
        var histogram = new double[cumulative.Length];
        for (var shot = 0; shot < shots; shot++)
        {
            // The first state whose cumulative probability is above the draw: one of probability 0 is never it.
            var draw = random.NextDouble() * sum;
            var (low, high) = (0, cumulative.Length - 1);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = cumulative[middle] > draw ? (low, middle) : (middle + 1, high);
            }
            histogram[low]++;
        }
        return histogram;
    }

    private static int Qubits(Complex[] amplitudes) => BitOperations.IsPow2(amplitudes.Length)
        ? BitOperations.Log2((uint)amplitudes.Length)
        : throw new ArgumentException($"a state has 2ⁿ amplitudes, not {amplitudes.Length}", nameof(amplitudes));

    private static double[] Probabilities(Complex[] amplitudes) => [.. amplitudes.Select(a => a.Real * a.Real + a.Imaginary * a.Imaginary)];

    private static double[] Expectations(double[] weights, double total)
    {
        var z = new double[BitOperations.Log2((uint)weights.Length)];
        for (var l = 0; l < weights.Length; l++)
            for (var q = 0; q < z.Length; q++)
                z[q] += ((l >> (z.Length - 1 - q) & 1) == 0 ? weights[l] : -weights[l]) / total;
        return z;
    }
}
