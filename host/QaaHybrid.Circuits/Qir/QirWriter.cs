using System.Globalization;

namespace QaaHybrid.Circuits;

/// <summary>
/// Writes a tape as base-profile QIR 1.0 text, ready to submit: gates, measurement of the whole register, its results as one array. The shape
/// is the compiler's, byte for byte, so that a tape that came from text goes back to the same text.
/// </summary>
public static class QirWriter
{
    /// <summary>The text of <paramref name="circuit"/> at <paramref name="theta"/>.</summary>
    /// <inheritdoc cref="Write"/>
    public static string ToText(Circuit circuit, ReadOnlySpan<double> theta)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Write(writer, circuit, theta);
        return writer.ToString();
    }

    /// <summary>Writes <paramref name="circuit"/> at <paramref name="theta"/>.</summary>
    /// <param name="writer">Takes the text; lines end with a line feed whatever the machine.</param>
    /// <param name="circuit">The tape. Result i is qubit i of the register; auxiliary qubits follow the register and are not measured.</param>
    /// <param name="theta">Parameters, radians.</param>
    public static void Write(TextWriter writer, Circuit circuit, ReadOnlySpan<double> theta)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(circuit);
        if (theta.Length != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {theta.Length} values were given", nameof(theta));
        var labels = Labels(circuit.Qubits);
        Line(writer, "%Result = type opaque");
        Line(writer, "%Qubit = type opaque");
        Line(writer, "");
        for (var i = 0; i < labels.Length; i++)
            Line(writer, $"@{i} = internal constant [{labels[i].Length + 1} x i8] c\"{labels[i]}\\00\"");
        Line(writer, "");
        Line(writer, "define i64 @ENTRYPOINT__main() #0 {");
        Line(writer, "block_0:");
        Line(writer, "  call void @__quantum__rt__initialize(i8* null)");
        foreach (var gate in circuit.Gates)
            Line(writer, $"  call void @{QirInstructions.Prefix}{QirInstructions.Name(gate.Kind)}({Arguments(gate, theta)})");
        for (var i = 0; i < circuit.Qubits; i++)
            Line(writer, $"  call void @__quantum__qis__m__body({Pointer("Qubit", i)}, {Pointer("Result", i)})");
        Line(writer, $"  call void @__quantum__rt__array_record_output(i64 {circuit.Qubits}, {Label(labels, 0)})");
        for (var i = 0; i < circuit.Qubits; i++)
            Line(writer, $"  call void @__quantum__rt__result_record_output({Pointer("Result", i)}, {Label(labels, i + 1)})");
        Line(writer, "  ret i64 0");
        Line(writer, "}");
        Line(writer, "");
        Declarations(writer, circuit);
        Module(writer, circuit);
    }

    private static void Declarations(TextWriter writer, Circuit circuit)
    {
        Declare("__quantum__rt__initialize(i8*)");
        foreach (var kind in circuit.Gates.Select(gate => gate.Kind).Distinct())
        {
            var qubits = string.Join(", ", Enumerable.Repeat("%Qubit*", GateArity.Of(kind)));
            Declare($"{QirInstructions.Prefix}{QirInstructions.Name(kind)}({(new Gate(kind, 0).IsRotation ? "double, " : "")}{qubits})");
        }
        Declare("__quantum__rt__array_record_output(i64, i8*)");
        Declare("__quantum__rt__result_record_output(%Result*, i8*)");
        Declare("__quantum__qis__m__body(%Qubit*, %Result*) #1");

        void Declare(string signature)
        {
            Line(writer, $"declare void @{signature}");
            Line(writer, "");
        }
    }

    private static void Module(TextWriter writer, Circuit circuit)
    {
        Line(writer, "attributes #0 = { \"entry_point\" \"output_labeling_schema\" \"qir_profiles\"=\"base_profile\" " +
            $"\"required_num_qubits\"=\"{circuit.Width}\" \"required_num_results\"=\"{circuit.Qubits}\" }}");
        Line(writer, "attributes #1 = { \"irreversible\" }");
        Line(writer, "");
        Line(writer, "; module flags");
        Line(writer, "");
        Line(writer, "!llvm.module.flags = !{!0, !1, !2, !3}");
        Line(writer, "");
        Line(writer, "!0 = !{i32 1, !\"qir_major_version\", i32 1}");
        Line(writer, "!1 = !{i32 7, !\"qir_minor_version\", i32 0}");
        Line(writer, "!2 = !{i32 1, !\"dynamic_qubit_management\", i1 false}");
        Line(writer, "!3 = !{i32 1, !\"dynamic_result_management\", i1 false}");
    }

    // Index of the record, then the path into the returned value: the array, then its results.
    private static string[] Labels(int qubits) => ["0_a", .. Enumerable.Range(0, qubits).Select(i => $"{i + 1}_a{i}r")];

    private static string Label(string[] labels, int index)
    {
        var type = $"[{labels[index].Length + 1} x i8]";
        return $"i8* getelementptr inbounds ({type}, {type}* @{index}, i64 0, i64 0)";
    }

    private static string Arguments(Gate gate, ReadOnlySpan<double> theta)
    {
        var qubits = Pointer("Qubit", gate.Q0);
        if (gate.Q1 >= 0)
            qubits += $", {Pointer("Qubit", gate.Q1)}";
        if (gate.Q2 >= 0)
            qubits += $", {Pointer("Qubit", gate.Q2)}";
        return gate.IsRotation ? $"double {QirNumber.Format(gate.Angle.At(theta))}, {qubits}" : qubits;
    }

    private static string Pointer(string type, int id) => $"%{type}* inttoptr (i64 {id} to %{type}*)";

    private static void Line(TextWriter writer, string line)
    {
        writer.Write(line);
        writer.Write('\n');
    }
}
