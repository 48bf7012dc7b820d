using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks.Agreement;

/// <summary>
/// A circuit at random angles, a few random real states to start from, and what the reference simulator, scalar and gate by gate, makes of them.
/// </summary>
internal sealed class CircuitPoint
{
    /// <summary>How many states it starts from.</summary>
    public const int Rows = 3;

    public CircuitPoint(Circuit circuit, Random random)
    {
        Circuit = circuit;
        Theta = [.. Enumerable.Range(0, circuit.Parameters).Select(_ => (2 * random.NextDouble() - 1) * Math.PI)];
        Inputs = [.. Enumerable.Range(0, Rows).Select(_ => RandomState(1 << circuit.Qubits, random))];
        Weights = [.. Enumerable.Range(0, Rows * circuit.Qubits).Select(_ => 2 * random.NextDouble() - 1)];
        Amplitudes = [.. Inputs.Select(input => Register(input, Theta))];
    }

    public Circuit Circuit { get; }

    public double[] Theta { get; }

    /// <summary>Normalised, 2ⁿ numbers each.</summary>
    public double[][] Inputs { get; }

    /// <summary>w of the loss Σ w_rj ⟨Z_j⟩_r: [rows, qubits].</summary>
    public double[] Weights { get; }

    /// <summary>2ⁿ amplitudes a row.</summary>
    public Complex[][] Amplitudes { get; }

    /// <summary>The read-out of all rows, one after the other.</summary>
    public double[] Read(ReadOut readOut) => [.. Amplitudes.SelectMany(state => ReferenceSimulator.Read(Bare, state, readOut))];

    /// <summary>The loss at other angles and, for one row, another input.</summary>
    public double Loss(double[] theta, int? row = null, double[]? input = null)
    {
        var loss = 0.0;
        for (var r = 0; r < Rows; r++)
        {
            var state = r == row ? Register(Normalized(input!), theta) : theta == Theta ? Amplitudes[r] : Register(Inputs[r], theta);
            var z = ReferenceSimulator.Read(Bare, state, ReadOut.PauliZ);
            for (var j = 0; j < z.Length; j++)
                loss += Weights[r * z.Length + j] * z[j];
        }
        return loss;
    }

    // A tape without gates and auxiliary qubits: the size of the register, for reading.
    private Circuit Bare => new(Circuit.Name, Circuit.Qubits, 0, 0, []);

    private Complex[] Register(double[] input, double[] theta)
    {
        var state = ReferenceSimulator.Load(Circuit, input);
        ReferenceSimulator.Apply(Circuit, theta, state);
        return [.. Enumerable.Range(0, 1 << Circuit.Qubits).Select(l => state[l << Circuit.AuxiliaryQubits])];
    }

    private static double[] RandomState(int length, Random random) => Normalized([.. Enumerable.Range(0, length).Select(_ => 2 * random.NextDouble() - 1)]);

    /// <summary>A vector divided by its norm.</summary>
    public static double[] Normalized(double[] vector)
    {
        var norm = Math.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
