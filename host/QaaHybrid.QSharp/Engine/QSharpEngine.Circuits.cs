using System.Text.Json;
using System.Text.Json.Nodes;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

public sealed partial class QSharpEngine
{
    /// <summary>Draws a circuit from its Q#.</summary>
    /// <param name="circuit">A circuit with its origin.</param>
    /// <param name="theta">Its parameters, radians; a drawing shows four decimals of each angle.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="NotSupportedException">The circuit has no Q# behind it.</exception>
    public Task<QSharpDrawing> DrawAsync(Circuit circuit, IReadOnlyList<double> theta, CancellationToken cancellationToken = default)
    {
        var origin = OriginOf(circuit, theta);
        return DrawAsync(origin.ProjectDirectory, QSharpProgram.Lambda(origin, theta), circuit.Qubits, cancellationToken: cancellationToken);
    }

    /// <summary>Microsoft's resource estimator on a circuit with its register measured at the end.</summary>
    /// <param name="circuit">A circuit with its origin.</param>
    /// <param name="theta">Its parameters, radians.</param>
    /// <param name="parameters">Job parameters as the estimator documents them (qubit model, error budget, …); null takes its defaults.</param>
    /// <param name="cancellationToken">Stops the estimator.</param>
    /// <returns>The estimator's own document: <c>logicalCounts</c>, <c>physicalCounts</c>, …</returns>
    /// <exception cref="NotSupportedException">The circuit has no Q# behind it.</exception>
    public Task<JsonElement> EstimateAsync(
        Circuit circuit, IReadOnlyList<double> theta, JsonObject? parameters = null, CancellationToken cancellationToken = default)
    {
        var origin = OriginOf(circuit, theta);
        return EstimateAsync(
            origin.ProjectDirectory, $"{{ {QSharpProgram.EntryPoint(origin, circuit.Qubits, theta)} }}", parameters, cancellationToken);
    }

    internal static CircuitOrigin OriginOf(Circuit circuit, IReadOnlyList<double> theta)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        if (theta.Count != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {theta.Count} values were given", nameof(theta));
        return circuit.Origin ?? throw new NotSupportedException($"{circuit.Name} has no Q# behind it");
    }
}
