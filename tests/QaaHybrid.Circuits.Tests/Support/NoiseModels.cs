namespace QaaHybrid.Circuits.Tests;

/// <summary>Noise for the tests.</summary>
internal static class NoiseModels
{
    /// <summary>All channels at once, other ones by kind and by qubit.</summary>
    public static NoiseModel Everything { get; } = new(
        "everything",
        [
            new NoiseRule([NoiseChannel.BitPhaseFlip(0.2)], qubits: [1]),
            new NoiseRule([NoiseChannel.AmplitudeDamping(0.15), NoiseChannel.PhaseDamping(0.3)], [GateKind.RY, GateKind.H, GateKind.CCX]),
            new NoiseRule([NoiseChannel.TwoQubitDepolarizing(0.1), NoiseChannel.AmplitudeDamping(0.05)], [GateKind.CX, GateKind.RXX, GateKind.SWAP]),
            new NoiseRule([new PauliChannel(Skewed())], [GateKind.CZ, GateKind.RZZ]),
            new NoiseRule([NoiseChannel.Pauli(0.02, 0.03, 0.05)]),
        ],
        [NoiseChannel.BitFlip(0.03), NoiseChannel.AmplitudeDamping(0.1)],
        [new ReadOutRule(new ReadOutError(0.02, 0.07), [0]), new ReadOutRule(new ReadOutError(0.01, 0.05))]);

    // Sixteen probabilities, no two alike: an exchange of the qubits would show.
    private static double[] Skewed() => [0.88, .. Enumerable.Range(1, 15).Select(i => 0.001 * i)];
}
