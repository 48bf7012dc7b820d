namespace QaaHybrid.Circuits;

/// <summary>The names of the quantum instructions, <c>__quantum__qis__NAME</c>, and how many qubits each takes.</summary>
internal static class QirInstructions
{
    public const string Prefix = "__quantum__qis__";

    private static readonly (GateKind Kind, string Name)[] Gates =
    [
        (GateKind.X, "x__body"), (GateKind.Y, "y__body"), (GateKind.Z, "z__body"), (GateKind.H, "h__body"),
        (GateKind.S, "s__body"), (GateKind.SAdj, "s__adj"), (GateKind.T, "t__body"), (GateKind.TAdj, "t__adj"), (GateKind.SX, "sx__body"),
        (GateKind.RX, "rx__body"), (GateKind.RY, "ry__body"), (GateKind.RZ, "rz__body"),
        (GateKind.RXX, "rxx__body"), (GateKind.RYY, "ryy__body"), (GateKind.RZZ, "rzz__body"),
        (GateKind.CX, "cx__body"), (GateKind.CY, "cy__body"), (GateKind.CZ, "cz__body"), (GateKind.SWAP, "swap__body"),
        (GateKind.CCX, "ccx__body"),
    ];

    private static readonly Dictionary<string, (QirCallKind Call, GateKind Gate)> ByName = Gates
        .Select(gate => KeyValuePair.Create(gate.Name, (QirCallKind.Gate, gate.Kind)))
        .Concat(
        [
            // Other producers of QIR say cnot and mz.
            KeyValuePair.Create("cnot__body", (QirCallKind.Gate, GateKind.CX)),
            KeyValuePair.Create("m__body", (QirCallKind.Measure, default(GateKind))),
            KeyValuePair.Create("mz__body", (QirCallKind.Measure, default(GateKind))),
            KeyValuePair.Create("mresetz__body", (QirCallKind.MeasureAndReset, default(GateKind))),
            KeyValuePair.Create("reset__body", (QirCallKind.Reset, default(GateKind))),
        ])
        .ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, (QirCallKind Call, GateKind Gate)>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] NameOf = [.. Gates.OrderBy(gate => gate.Kind).Select(gate => gate.Name)];

    /// <summary>All names that can be read, for error messages.</summary>
    public static string Known => string.Join(' ', ByName.Keys.Order(StringComparer.Ordinal));

    public static string Name(GateKind kind) => NameOf[(int)kind];

    public static bool TryFind(ReadOnlySpan<char> name, out QirCallKind call, out GateKind gate)
    {
        var found = BySpan.TryGetValue(name, out var entry);
        (call, gate) = entry;
        return found;
    }
}
