using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits;

/// <summary>
/// The signs of a real circuit's amplitudes. A plan follows Clifford gates by what they do to Pauli operators, which loses one global phase;
/// it is found by comparing one vector with the reference simulator.
/// </summary>
internal static class AmplitudeSigns
{
    /// <summary>Which of the first amplitudes change sign on reading.</summary>
    /// <exception cref="NotSupportedException">The circuit is not real.</exception>
    public static bool[] Of(Circuit circuit, int count)
    {
        var plan = new CircuitPlan(circuit, 1);
        var phases = Enumerable.Range(0, plan.IsComplex ? 0 : 1 << circuit.Qubits).Select(plan.ReadOut.Phase).ToArray();
        if (plan.IsComplex || phases.Any(phase => (phase & 1) != 0))
            throw new NotSupportedException($"{circuit.Name} is not real: amplitudes can be read from real circuits (RY, CNOT, CZ, RBS, …) only");
        bool[] negative = [.. phases.Select(phase => phase == 2)];

        var random = new Random(1);
        var theta = Draw(random, circuit.Parameters);
        var input = Draw(random, 1 << circuit.Qubits);
        var ours = Read(circuit, theta, input, negative);
        var state = ReferenceSimulator.Load(circuit, input);
        ReferenceSimulator.Apply(circuit, theta, state);
        var overlap = Complex.Zero;
        for (var l = 0; l < ours.Length; l++)
            overlap += state[l << circuit.AuxiliaryQubits] * ours[l];
        if (Math.Abs(overlap.Imaginary) > 1e-6 * overlap.Magnitude)
            throw new NotSupportedException(
                $"{circuit.Name} is not real: it multiplies every state by a phase of {overlap.Phase:g3} rad; " +
                "amplitudes can be read from real circuits only");
        return [.. negative.Take(count).Select(sign => sign ^ overlap.Real < 0)];
    }

    private static double[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];

    private static unsafe double[] Read(Circuit circuit, double[] theta, double[] input, bool[] negative)
    {
        var engine = new BatchEngine<Lanes128<double>, double>(
            new EngineSettings(circuit, ReadOut.Amplitudes, negative.Length, Normalize: true, Threads: 1, negative));
        var output = new double[negative.Length];
        fixed (double* inputs = input, outputs = output)
            engine.Forward(theta, inputs, 1, input.Length, outputs);
        return output;
    }
}
