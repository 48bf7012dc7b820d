namespace QaaHybrid.Circuits;

/// <summary>How many qubits each kind of gate acts on.</summary>
internal static class GateArity
{
    public static int Of(GateKind kind) => kind switch
    {
        GateKind.CCX => 3,
        GateKind.RXX or GateKind.RYY or GateKind.RZZ or GateKind.CX or GateKind.CY or GateKind.CZ or GateKind.SWAP => 2,
        _ => 1,
    };

    /// <summary>All kinds that act on so many qubits.</summary>
    public static IEnumerable<GateKind> Kinds(int qubits) => Enum.GetValues<GateKind>().Where(kind => Of(kind) == qubits);
}
