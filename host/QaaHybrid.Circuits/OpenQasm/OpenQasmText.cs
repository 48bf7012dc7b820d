namespace QaaHybrid.Circuits.OpenQasm;

/// <summary>The statements of one program, line by line.</summary>
internal sealed class OpenQasmText(TextWriter writer, Circuit circuit, OpenQasmVersion version)
{
    private bool IsV2 => version == OpenQasmVersion.V2;

    /// <summary>Version, name, include, definitions, inputs, registers.</summary>
    public void Head(int inputs = 0)
    {
        Line(IsV2 ? "OPENQASM 2.0;" : "OPENQASM 3.0;");
        Line($"// {string.Concat(circuit.Name.Select(letter => char.IsControl(letter) ? ' ' : letter))}");
        Line(IsV2 ? "include \"qelib1.inc\";" : "include \"stdgates.inc\";");
        if (!IsV2)
            foreach (var kind in circuit.Gates.Select(gate => gate.Kind).Distinct().Order().Where(IsMissing))
                Line(Definition(kind));
        for (var i = 0; i < inputs; i++)
            Line($"input float[64] {OpenQasmAngle.Input(i)};");
        Register("qubit", "qreg", "q", circuit.Qubits);
        if (circuit.AuxiliaryQubits > 0)
            Register("qubit", "qreg", "aux", circuit.AuxiliaryQubits);
    }

    /// <summary>One gate, or what stands for it.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="angle">Its angle as text; empty where it has none.</param>
    public void Statement(Gate gate, string angle)
    {
        if (!IsV2 || !IsMissing(gate.Kind))
        {
            Line(Call(gate, angle, Qubit));
            return;
        }
        foreach (var part in OpenQasmGates.Expansion(gate.Kind))
            Line(Call(part, AngleOf(part, angle), qubit => Qubit(qubit == 0 ? gate.Q0 : gate.Q1)));
    }

    /// <summary>The register into bits.</summary>
    public void Measurement()
    {
        Register("bit", "creg", "c", circuit.Qubits);
        Line(IsV2 ? "measure q -> c;" : "c = measure q;");
    }

    private bool IsMissing(GateKind kind) => !OpenQasmGates.IsStandard(kind, version);

    private static string Definition(GateKind kind)
    {
        var body = OpenQasmGates.Expansion(kind).Select(part => Call(part, AngleOf(part, "theta"), qubit => qubit == 0 ? "a" : "b"));
        return $"gate {OpenQasmGates.Name(kind)}(theta) a, b {{ {string.Join(' ', body)} }}";
    }

    private static string Call(Gate gate, string angle, Func<int, string> name)
    {
        var qubits = gate.Arity switch
        {
            1 => name(gate.Q0),
            2 => $"{name(gate.Q0)}, {name(gate.Q1)}",
            _ => $"{name(gate.Q0)}, {name(gate.Q1)}, {name(gate.Q2)}",
        };
        return $"{OpenQasmGates.Name(gate.Kind)}{(angle.Length > 0 ? $"({angle})" : "")} {qubits};";
    }

    // Part of an expansion turns by the gate's own angle, by a constant, or not at all.
    private static string AngleOf(Gate part, string angle) =>
        !part.IsRotation ? "" : part.Angle.IsConstant ? OpenQasmAngle.Number(part.Angle.Offset) : angle;

    private void Register(string type, string oldType, string name, int size) => Line(IsV2 ? $"{oldType} {name}[{size}];" : $"{type}[{size}] {name};");

    private string Qubit(int qubit) => qubit < circuit.Qubits ? $"q[{qubit}]" : $"aux[{qubit - circuit.Qubits}]";

    private void Line(string line)
    {
        writer.Write(line);
        writer.Write('\n');
    }
}
