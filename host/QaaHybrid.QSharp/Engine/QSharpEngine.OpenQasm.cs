using System.Text.Json.Nodes;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

public sealed partial class QSharpEngine
{
    /// <summary>
    /// Reads OpenQASM 2 or 3 with Microsoft's importer: what <see cref="OpenQasmWriter"/> wrote, or anybody's. The importer keeps angles
    /// modulo 2π in 53 bits, so that each may come back changed by 2π (a global phase) and 3.5e-16.
    /// </summary>
    /// <param name="text">The program; it can include the standard files only, and has no inputs.</param>
    /// <param name="name">Stands for the text in messages, and for the circuit.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <returns>A tape of constant angles. Its register are the measured qubits in the order of the bits, or all where none is measured.</returns>
    /// <exception cref="QSharpException">It does not compile.</exception>
    /// <exception cref="QirFormatException">It is no unitary circuit with measurements at its end.</exception>
    public async Task<Circuit> ImportOpenQasmAsync(string text, string name = "program.qasm", CancellationToken cancellationToken = default)
    {
        var arguments = new JsonObject { ["text"] = text, ["name"] = name };
        var qir = await CallAsync("openqasm", arguments, null, cancellationToken);
        return QirReader.Read(qir.GetProperty("text").GetString()!).ToCircuit(name);
    }

    /// <summary>The state of a tape on Microsoft's simulator, gate by gate; no Q# needs to stand behind it.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Its parameters, radians.</param>
    /// <param name="cancellationToken">Stops the simulator.</param>
    /// <returns>Register and auxiliary qubits together, from |0…0⟩.</returns>
    public async Task<StateDump> DumpAsync(Circuit circuit, IReadOnlyList<double> theta, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        if (theta.Count != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {theta.Count} values were given", nameof(theta));
        var run = await RunAsync(null, QSharpTape.Dump(circuit, [.. theta]), cancellationToken: cancellationToken);
        return run.Dumps[0];
    }
}
