namespace QaaHybrid.Circuits.OpenQasm;

/// <summary>Names of gates in the standard files, and what stands for the gates that a file lacks.</summary>
internal static class OpenQasmGates
{
    private static readonly Angle Theta = new(0, 1, 0);
    private static readonly Angle Quarter = Angle.Constant(Math.PI / 2);

    /// <summary>The name of a gate.</summary>
    public static string Name(GateKind kind) => kind switch
    {
        GateKind.SAdj => "sdg",
        GateKind.TAdj => "tdg",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether the file that every text of the version includes has the gate.</summary>
    public static bool IsStandard(GateKind kind, OpenQasmVersion version) => kind switch
    {
        GateKind.RXX or GateKind.RYY or GateKind.RZZ => false,
        GateKind.SX or GateKind.SWAP => version == OpenQasmVersion.V3,
        _ => true,
    };

    /// <summary>
    /// A gate that a file lacks, up to a global phase, as gates that both files have: on qubits 0 and 1, its angle being parameter 0.
    /// exp(-itP⊗P/2) is exp(-itZ⊗Z/2) = CX · RZ(t) on the second · CX, between turns of P into Z: H for X, RX(π/2) for Y.
    /// </summary>
    public static IReadOnlyList<Gate> Expansion(GateKind kind) => kind switch
    {
        GateKind.SX => [new(GateKind.SAdj, 0), new(GateKind.H, 0), new(GateKind.SAdj, 0)],
        GateKind.SWAP => [new(GateKind.CX, 0, 1), new(GateKind.CX, 1, 0), new(GateKind.CX, 0, 1)],
        GateKind.RZZ => [new(GateKind.CX, 0, 1), new(GateKind.RZ, 1, Theta), new(GateKind.CX, 0, 1)],
        GateKind.RXX =>
        [
            new(GateKind.H, 0), new(GateKind.H, 1),
            .. Expansion(GateKind.RZZ),
            new(GateKind.H, 0), new(GateKind.H, 1),
        ],
        GateKind.RYY =>
        [
            new(GateKind.RX, 0, Quarter), new(GateKind.RX, 1, Quarter),
            .. Expansion(GateKind.RZZ),
            new(GateKind.RX, 0, Quarter.Negated), new(GateKind.RX, 1, Quarter.Negated),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "every standard file has this gate"),
    };
}
