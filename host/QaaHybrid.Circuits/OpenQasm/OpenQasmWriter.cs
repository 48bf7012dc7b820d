using System.Globalization;
using QaaHybrid.Circuits.OpenQasm;

namespace QaaHybrid.Circuits;

/// <summary>
/// Writes a tape as OpenQASM 2 or 3. The register is <c>q</c>, auxiliary qubits are <c>aux</c>, all of them in |0⟩ at the start; results go
/// to <c>c</c>, bit i from qubit i. A gate that the standard file lacks is defined at the top (version 3) or written out (version 2, where
/// the file differs from reader to reader and a definition might be a second one). The state is the tape's up to a global phase.
/// </summary>
public static class OpenQasmWriter
{
    /// <summary>The text of <paramref name="circuit"/> at <paramref name="theta"/>.</summary>
    /// <inheritdoc cref="Write"/>
    public static string ToText(
        Circuit circuit, ReadOnlySpan<double> theta, OpenQasmVersion version = OpenQasmVersion.V3, bool measure = true)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Write(writer, circuit, theta, version, measure);
        return writer.ToString();
    }

    /// <summary>The text of <paramref name="circuit"/> with its parameters as inputs.</summary>
    /// <inheritdoc cref="WriteSymbolic"/>
    public static string ToSymbolicText(Circuit circuit, bool measure = true)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WriteSymbolic(writer, circuit, measure);
        return writer.ToString();
    }

    /// <summary>Writes <paramref name="circuit"/> at <paramref name="theta"/>.</summary>
    /// <param name="writer">Takes the text; lines end with a line feed whatever the machine.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians. Angles beyond ±2π are written modulo 4π, which is the same rotation.</param>
    /// <param name="version">2 or 3.</param>
    /// <param name="measure">Whether the register is measured at the end.</param>
    /// <exception cref="ArgumentException">Another number of parameters, or an angle that is NaN or infinite.</exception>
    public static void Write(
        TextWriter writer, Circuit circuit, ReadOnlySpan<double> theta, OpenQasmVersion version = OpenQasmVersion.V3, bool measure = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(circuit);
        if (theta.Length != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {theta.Length} values were given", nameof(theta));
        var text = new OpenQasmText(writer, circuit, version);
        text.Head();
        foreach (var gate in circuit.Gates)
            text.Statement(gate, gate.IsRotation ? OpenQasmAngle.Number(gate.Angle.At(theta)) : "");
        if (measure)
            text.Measurement();
    }

    /// <summary>
    /// Writes <paramref name="circuit"/> as OpenQASM 3 whose parameters are <c>input float[64] theta_0, theta_1, …</c>, radians. They are no
    /// <c>angle</c>s: those are kept modulo 2π, and half of such an angle is another one.
    /// </summary>
    /// <param name="writer">Takes the text; lines end with a line feed whatever the machine.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="measure">Whether the register is measured at the end.</param>
    public static void WriteSymbolic(TextWriter writer, Circuit circuit, bool measure = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(circuit);
        var text = new OpenQasmText(writer, circuit, OpenQasmVersion.V3);
        text.Head(circuit.Parameters);
        foreach (var gate in circuit.Gates)
            text.Statement(gate, gate.IsRotation ? OpenQasmAngle.Expression(gate.Angle) : "");
        if (measure)
            text.Measurement();
    }
}
