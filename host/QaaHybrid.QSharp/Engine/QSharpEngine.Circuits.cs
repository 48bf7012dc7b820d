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

    internal static CircuitOrigin OriginOf(Circuit circuit, IReadOnlyList<double> theta)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        if (theta.Count != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {theta.Count} values were given", nameof(theta));
        return circuit.Origin ?? throw new NotSupportedException($"{circuit.Name} has no Q# behind it");
    }
}
