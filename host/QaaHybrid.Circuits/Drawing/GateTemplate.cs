namespace QaaHybrid.Circuits.Drawing;

/// <summary>A gate as the sequence that the compiler writes for it, on named qubits: a and b the beam splitter's, c its control.</summary>
internal sealed class GateTemplate
{
    private readonly (GateKind Kind, string Qubits, int Sign)[] _steps;

    private GateTemplate(params (GateKind, string, int)[] steps) => _steps = steps;

    /// <summary>
    /// RBS(θ) by a controlled RY, by exponentials of Pauli strings (and the inverse of that, whose gates come in another order), and under
    /// one control. A sign says in which sense a rotation turns by θ; 0 is a gate without angle.
    /// </summary>
    public static IReadOnlyList<GateTemplate> BeamSplitters { get; } =
    [
        new(
            (GateKind.CX, "ab", 0), (GateKind.SAdj, "a", 0), (GateKind.H, "a", 0), (GateKind.RZ, "a", -1), (GateKind.CX, "ba", 0), (GateKind.RZ, "a", 1),
            (GateKind.CX, "ba", 0), (GateKind.H, "a", 0), (GateKind.S, "a", 0), (GateKind.CX, "ab", 0)),
        new(
            (GateKind.SAdj, "b", 0), (GateKind.RXX, "ab", 1), (GateKind.S, "b", 0), (GateKind.S, "b", 0), (GateKind.RYY, "ab", -1), (GateKind.SAdj, "b", 0)),
        new(
            (GateKind.S, "b", 0), (GateKind.RYY, "ab", -1), (GateKind.SAdj, "b", 0), (GateKind.SAdj, "b", 0), (GateKind.RXX, "ab", 1), (GateKind.S, "b", 0)),
        new(
            (GateKind.CX, "ab", 0), (GateKind.RY, "a", -1), (GateKind.CCX, "cba", 0), (GateKind.RY, "a", 1), (GateKind.CCX, "cba", 0), (GateKind.CX, "ab", 0)),
    ];

    /// <summary>The gate that begins at an index of a tape, or null.</summary>
    public CompositeGate? Match(IReadOnlyList<Gate> gates, int start)
    {
        if (start + _steps.Length > gates.Count)
            return null;
        Span<int> named = [-1, -1, -1];
        Angle? angle = null;
        for (var k = 0; k < _steps.Length; k++)
        {
            var (gate, (kind, qubits, sign)) = (gates[start + k], _steps[k]);
            if (gate.Kind != kind)
                return null;
            for (var i = 0; i < qubits.Length; i++)
            {
                ref var name = ref named[qubits[i] - 'a'];
                var qubit = i == 0 ? gate.Q0 : i == 1 ? gate.Q1 : gate.Q2;
                if (name >= 0 && name != qubit)
                    return null;
                name = qubit;
            }
            if (sign == 0)
                continue;
            var turn = sign > 0 ? gate.Angle : gate.Angle.Negated;
            if (angle is { } known && known != turn)
                return null;
            angle = turn;
        }
        return new CompositeGate("RBS", named[0], named[1], named[2], angle!.Value, _steps.Length);
    }
}
