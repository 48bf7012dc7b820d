using QaaHybrid.Circuits;
using QaaHybrid.QSharp;

namespace QaaHybrid.Benchmarks.Agreement;

/// <summary>
/// Random circuits: one to three operations of the shipped library on one register of two to six qubits, each as it is or inverted, in one or
/// two layers. The first operation goes round the library, so that all have their turn.
/// </summary>
internal sealed class RandomCircuits
{
    private const int FewestQubits = 2;
    private const int MostQubits = 6;
    private const int MostStages = 3;
    private const int MostLayers = 2;

    // At this size every operation exists: the butterfly wants a power of two.
    private const int SizeOfAll = 4;
    private readonly QSharpCircuitSource _source;
    private readonly Random _random;
    private readonly IReadOnlyList<string> _operations;

    private RandomCircuits(QSharpCircuitSource source, Random random, IReadOnlyList<string> operations) =>
        (_source, _random, _operations) = (source, random, operations);

    /// <summary>Looks for the library's operations; one without a function that counts its parameters, such as PureState, takes data, not angles.</summary>
    public static async Task<RandomCircuits> OfAsync(QSharpCircuitSource source, Random random, CancellationToken cancellationToken)
    {
        var operations = new List<string>();
        foreach (var operation in source.FindOperations(null).Where(name => name.StartsWith("QaaHybrid.", StringComparison.Ordinal)))
            if (await source.CountParametersAsync(null, operation, SizeOfAll, 1, cancellationToken).ConfigureAwait(false) is not null)
                operations.Add(operation);
        return new RandomCircuits(source, random, operations);
    }

    /// <summary>The next circuit.</summary>
    /// <param name="number">Its number, which says where the round through the library stands.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    public async Task<Circuit> NextAsync(int number, CancellationToken cancellationToken)
    {
        Circuit? circuit = null;
        while (circuit is null)
        {
            var qubits = _random.Next(FewestQubits, MostQubits + 1);
            circuit = await StageAsync(_operations[number % _operations.Count], qubits, cancellationToken).ConfigureAwait(false);
        }
        for (var stages = _random.Next(MostStages); stages > 0; stages--)
            if (await StageAsync(_operations[_random.Next(_operations.Count)], circuit.Qubits, cancellationToken).ConfigureAwait(false) is { } next)
                circuit = circuit.Then(next);
        return circuit;
    }

    // Null where the operation does not exist at that size: it says so itself, by the Fact in its count of parameters.
    private async Task<Circuit?> StageAsync(string operation, int qubits, CancellationToken cancellationToken)
    {
        var layers = _random.Next(1, MostLayers + 1);
        var inverted = _random.Next(2) == 1;
        int parameters;
        try
        {
            parameters = (await _source.CountParametersAsync(null, operation, qubits, layers, cancellationToken).ConfigureAwait(false))!.Value;
        }
        catch (CircuitImportException)
        {
            return null;
        }
        var circuit = await _source.ImportAsync(new CircuitRequest(null, operation, qubits, parameters), cancellationToken).ConfigureAwait(false);
        return inverted ? circuit.Inverse() : circuit;
    }
}
