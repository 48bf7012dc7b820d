using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>Reads a state of n qubits, exactly or by shots.</summary>
internal static class Measurement
{
    /// <summary>⟨Z_j⟩ = Σᵢ ±pᵢ, minus where bit j of i (the first qubit is the most significant) is 1.</summary>
    public static BackendResult Exact(Complex[] amplitudes)
    {
        var probabilities = Probabilities(amplitudes);
        return new BackendResult(Qubits(amplitudes), Z(probabilities, 1), amplitudes, probabilities);
    }

    /// <summary>Draws shots; equal seeds draw equal ones. The standard error of ⟨Z_j⟩ is √((1 − ⟨Z_j⟩²) / shots).</summary>
    public static BackendResult Sample(Complex[] amplitudes, int shots, long seed)
    {
        var qubits = Qubits(amplitudes);
        var cumulative = Probabilities(amplitudes);
        for (var i = 1; i < cumulative.Length; i++)
            cumulative[i] += cumulative[i - 1];
        var random = new Random(seed.GetHashCode());
        var histogram = new double[cumulative.Length];
        for (var shot = 0; shot < shots; shot++)
        {
            var at = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
            histogram[at >= 0 ? at + 1 : ~at]++;
        }
        var z = Z(histogram, shots);
        var counts = Enumerable.Range(0, histogram.Length).Where(i => histogram[i] > 0)
            .ToDictionary(i => Convert.ToString(i, 2).PadLeft(qubits, '0'), i => (long)histogram[i]);
        return new BackendResult(qubits, z, ZError: [.. z.Select(value => Math.Sqrt((1 - value * value) / shots))], Counts: counts);
    }

    private static int Qubits(Complex[] amplitudes) => BitOperations.Log2((uint)amplitudes.Length);

    private static double[] Probabilities(Complex[] amplitudes) =>
        [.. amplitudes.Select(a => a.Real * a.Real + a.Imaginary * a.Imaginary)];

    private static double[] Z(double[] weights, double total)
    {
        var qubits = BitOperations.Log2((uint)weights.Length);
        var z = new double[qubits];
        for (var i = 0; i < weights.Length; i++)
            for (var q = 0; q < qubits; q++)
                z[q] += ((i >> qubits - 1 - q & 1) == 0 ? weights[i] : -weights[i]) / total;
        return z;
    }
}
