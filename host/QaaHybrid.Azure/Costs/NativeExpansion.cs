using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>A gate as gates of one qubit and one kind of gate of two, equal up to a phase: exp(-itX⊗X/2) or exp(-itZ⊗Z/2), of which a machine has one.</summary>
internal static class NativeExpansion
{
    private static readonly Angle Quarter = Angle.Constant(Math.PI / 2);

    /// <summary>The gates, in order of application.</summary>
    /// <param name="gate">Any gate of a tape.</param>
    /// <param name="interaction">The machine's own gate of two qubits: <see cref="GateKind.RXX"/> (Mølmer–Sørensen) or <see cref="GateKind.RZZ"/>.</param>
    public static IEnumerable<Gate> Of(Gate gate, GateKind interaction)
    {
        var (a, b) = (gate.Q0, gate.Q1);
        IEnumerable<Gate> steps = gate.Kind switch
        {
            _ when gate.Kind == interaction || gate.Arity == 1 => [],
            GateKind.RZZ => [H(a), H(b), new(GateKind.RXX, a, b, -1, gate.Angle), H(a), H(b)],
            GateKind.RXX => [H(a), H(b), new(GateKind.RZZ, a, b, -1, gate.Angle), H(a), H(b)],
            // exp(-iπX/4) turns Y into Z.
            GateKind.RYY =>
            [
                new(GateKind.RX, a, Quarter), new(GateKind.RX, b, Quarter), new(GateKind.RZZ, a, b, -1, gate.Angle),
                new(GateKind.RX, a, Quarter.Negated), new(GateKind.RX, b, Quarter.Negated),
            ],
            GateKind.CZ => [new(GateKind.RZ, a, Quarter), new(GateKind.RZ, b, Quarter), new(GateKind.RZZ, a, b, -1, Quarter.Negated)],
            GateKind.CX => [H(b), new(GateKind.CZ, a, b), H(b)],
            GateKind.CY => [new(GateKind.SAdj, b), new(GateKind.CX, a, b), new(GateKind.S, b)],
            GateKind.SWAP => [new(GateKind.CX, a, b), new(GateKind.CX, b, a), new(GateKind.CX, a, b)],
            GateKind.CCX => Toffoli(a, b, gate.Q2),
            _ => throw new ArgumentOutOfRangeException(nameof(gate), gate.Kind, "this gate is in no instruction set here"),
        };
        return steps.Any() ? steps.SelectMany(step => Of(step, interaction)) : [gate];
    }

    // Nielsen and Chuang, "Quantum Computation and Quantum Information", 2000, figure 4.9.
    private static Gate[] Toffoli(int a, int b, int target) =>
    [
        H(target),
        new(GateKind.CX, b, target), new(GateKind.TAdj, target), new(GateKind.CX, a, target), new(GateKind.T, target),
        new(GateKind.CX, b, target), new(GateKind.TAdj, target), new(GateKind.CX, a, target), new(GateKind.T, target),
        H(target),
        new(GateKind.T, b), new(GateKind.CX, a, b), new(GateKind.T, a), new(GateKind.TAdj, b), new(GateKind.CX, a, b),
    ];

    private static Gate H(int qubit) => new(GateKind.H, qubit);
}
