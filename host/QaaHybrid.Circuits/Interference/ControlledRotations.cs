namespace QaaHybrid.Circuits;

/// <summary>Rotations under the control of one more qubit, as Q# writes them (<c>QaaHybrid.Interference</c>): imported once for each kind, then put into tapes.</summary>
internal sealed class ControlledRotations
{
    private const string Namespace = "QaaHybrid.Interference.Controlled";

    private readonly Dictionary<GateKind, Circuit> _templates;

    private ControlledRotations(Dictionary<GateKind, Circuit> templates) => _templates = templates;

    /// <summary>Imports the controlled forms of a tape's rotations.</summary>
    public static async Task<ControlledRotations> ForAsync(Circuit circuit, ICircuitSource circuits, CancellationToken cancellationToken)
    {
        var templates = new Dictionary<GateKind, Circuit>();
        foreach (var kind in circuit.Gates.Where(gate => gate.IsRotation).Select(gate => gate.Kind).Distinct().Order())
        {
            var name = kind.ToString();
            var request = new CircuitRequest(null, $"{Namespace}{name[..1]}{name[1..].ToLowerInvariant()}", 1 + GateArity.Of(kind), 1);
            templates.Add(kind, await circuits.ImportAsync(request, cancellationToken).ConfigureAwait(false));
        }
        return new ControlledRotations(templates);
    }

    /// <summary>Appends a rotation, controlled.</summary>
    /// <param name="gates">The tape.</param>
    /// <param name="rotation">The rotation, its qubits as they stand in the tape.</param>
    /// <param name="control">The qubit in |1⟩ of which it turns.</param>
    /// <returns>The gates that turn with it, and by what part of its angle each.</returns>
    public IReadOnlyList<(int Gate, double Part)> Append(List<Gate> gates, Gate rotation, int control)
    {
        int[] places = [control, rotation.Q0, rotation.Q1];
        var turned = new List<(int, double)>();
        foreach (var gate in _templates[rotation.Kind].Gates)
        {
            if (!gate.Angle.IsConstant)
                turned.Add((gates.Count, gate.Angle.Scale));
            gates.Add(gate with { Q0 = places[gate.Q0], Q1 = gate.Q1 < 0 ? -1 : places[gate.Q1], Angle = Compose(gate.Angle, rotation.Angle) });
        }
        return turned;
    }

    // What a template turns by, of what the rotation turns by: two affine functions, one after the other.
    private static Angle Compose(Angle part, Angle whole) => part.IsConstant ? part : whole with
    {
        Scale = part.Scale * whole.Scale, Offset = part.Scale * whole.Offset + part.Offset,
    };
}
