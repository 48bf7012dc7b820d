using System.Numerics;

namespace QaaHybrid.Circuits.Trajectories;

/// <summary>One step of all trajectories: a gate, the same in every lane, or noise, which every lane draws for itself.</summary>
internal abstract record TrajectoryStep
{
    /// <summary>The steps of a noisy circuit, first applied first.</summary>
    public static TrajectoryStep[] Of(Circuit circuit, ReadOnlySpan<double> theta, NoiseModel noise)
    {
        var steps = new List<TrajectoryStep>();
        foreach (var gate in circuit.Gates)
        {
            steps.Add(OfGate(gate, gate.Angle.At(theta)));
            steps.AddRange(noise.After(gate).Select(OfNoise));
        }
        for (var q = 0; q < circuit.Qubits; q++)
            steps.AddRange(noise.Before(q).Select(OfNoise));
        return [.. steps];

        int Bit(int qubit) => circuit.Width - 1 - qubit;

        TrajectoryStep OfGate(Gate gate, double angle) => gate.Kind switch
        {
            GateKind.CX => new OneQubitStep(GateMatrix.Of(GateKind.X), Bit(gate.Q1), [Bit(gate.Q0)]),
            GateKind.CY => new OneQubitStep(GateMatrix.Of(GateKind.Y), Bit(gate.Q1), [Bit(gate.Q0)]),
            GateKind.CZ => new OneQubitStep(GateMatrix.Of(GateKind.Z), Bit(gate.Q1), [Bit(gate.Q0)]),
            GateKind.CCX => new OneQubitStep(GateMatrix.Of(GateKind.X), Bit(gate.Q2), [Bit(gate.Q0), Bit(gate.Q1)]),
            _ when gate.Arity == 2 => new TwoQubitStep(GateMatrix.Of(gate.Kind, angle), Bit(gate.Q0), Bit(gate.Q1)),
            _ => new OneQubitStep(GateMatrix.Of(gate.Kind, angle), Bit(gate.Q0), []),
        };

        TrajectoryStep OfNoise(NoiseSite site) => site.Channel switch
        {
            PauliChannel pauli => new PauliStep(pauli, Bit(site.Q0), site.Q1 < 0 ? -1 : Bit(site.Q1)),
            AmplitudeDampingChannel damping => new DampingStep(damping.Gamma, Bit(site.Q0)),
            var other => throw new NotSupportedException($"no trajectories of {other.GetType().Name}"),
        };
    }
}

/// <summary>A 2 × 2 matrix where all controls are 1.</summary>
internal sealed record OneQubitStep(Complex[,] Matrix, int Bit, int[] Controls) : TrajectoryStep;

/// <summary>A 4 × 4 matrix; the first bit is the more significant one of its index.</summary>
internal sealed record TwoQubitStep(Complex[,] Matrix, int Bit0, int Bit1) : TrajectoryStep;

/// <summary>A Pauli by chance; the second bit is -1 for a channel of one qubit.</summary>
internal sealed record PauliStep(PauliChannel Channel, int Bit0, int Bit1) : TrajectoryStep;

/// <summary>Decay by chance, of a probability that depends on the state.</summary>
internal sealed record DampingStep(double Gamma, int Bit) : TrajectoryStep;
