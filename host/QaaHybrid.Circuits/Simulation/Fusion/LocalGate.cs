namespace QaaHybrid.Circuits.Fusion;

/// <summary>
/// A gate as its block sees it: qubits and parameters are numbered by their first appearance in the block. Equal blocks on other qubits, of
/// other parameters, are made of equal local gates.
/// </summary>
/// <param name="Kind">Which gate.</param>
/// <param name="Q0">First qubit of the block that it acts on.</param>
/// <param name="Q1">Second one, or -1.</param>
/// <param name="Q2">Third one, or -1.</param>
/// <param name="Auxiliary">Bit i is set where qubit i of the three is a clean auxiliary qubit.</param>
/// <param name="Angle">Its angle, of the block's parameters.</param>
internal readonly record struct LocalGate(GateKind Kind, sbyte Q0, sbyte Q1, sbyte Q2, byte Auxiliary, Angle Angle)
{
    /// <summary>Qubits of the block from its first to this gate's last.</summary>
    public int Width => 1 + Math.Max(Q0, Math.Max(Q1, Q2));

    public int Arity => Q2 >= 0 ? 3 : Q1 >= 0 ? 2 : 1;

    public bool IsTrainable => !Angle.IsConstant && GateTraits.IsRotation(Kind);

    public int Qubit(int index) => index switch { 0 => Q0, 1 => Q1, _ => Q2 };
}

/// <summary>What holds for every gate of a kind.</summary>
internal static class GateTraits
{
    public static bool IsRotation(GateKind kind) => new Gate(kind, 0).IsRotation;
}
