using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters.Parts;

/// <summary>A Q# ansatz as a circuit, for the methods that train one.</summary>
internal static class AnsatzImport
{
    /// <summary>How many angles the ansatz takes; it is asked where the options do not say.</summary>
    /// <param name="method">The method's name, for messages.</param>
    /// <param name="circuits">Where circuits come from.</param>
    /// <param name="project">Folder of the Q# project; null is the shipped library.</param>
    /// <param name="ansatz">Full name of the operation.</param>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="parameters">The number of angles, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AdapterOptionException">There is no such operation, or nobody says how many angles it takes.</exception>
    public static async Task<int> CountAsync(
        string method, ICircuitSource circuits, string? project, string ansatz, int qubits, int layers, int? parameters, CancellationToken cancellationToken) => parameters
        ?? await circuits.CountParametersAsync(project, ansatz, qubits, layers, cancellationToken).ConfigureAwait(false)
        ?? throw Unknown(method, circuits, project, ansatz) ?? new AdapterOptionException("parameters",
            $"{method}: how many angles does {ansatz} take? Add a Q# function {ansatz}Parameters(qubits : Int, layers : Int) : Int, or the option 'parameters'");

    /// <summary>The circuit at a size, one for all layers of an adapter: they then share what the simulator has to know of it.</summary>
    /// <inheritdoc cref="CountAsync"/>
    public static Task<Circuit> ShareAsync(
        string method, AdapterScope scope, string? project, string ansatz, int qubits, int layers, int? parameters, CancellationToken cancellationToken) => scope.ShareAsync(
            FormattableString.Invariant($"{project} {ansatz} {qubits} {layers} {parameters}"),
            () => ImportAsync(method, scope.Circuits, project, ansatz, qubits, layers, parameters, cancellationToken));

    /// <summary>The circuit at a size.</summary>
    /// <inheritdoc cref="CountAsync"/>
    public static async Task<Circuit> ImportAsync(
        string method, ICircuitSource circuits, string? project, string ansatz, int qubits, int layers, int? parameters, CancellationToken cancellationToken)
    {
        var count = await CountAsync(method, circuits, project, ansatz, qubits, layers, parameters, cancellationToken).ConfigureAwait(false);
        try
        {
            return await circuits.ImportAsync(new CircuitRequest(project, ansatz, qubits, count), cancellationToken).ConfigureAwait(false);
        }
        catch (CircuitImportException error) when (Unknown(method, circuits, project, ansatz) is { } unknown)
        {
            throw new AdapterOptionException(unknown.Key, $"{unknown.Message} ({error.Message})");
        }
    }

    // Only where a name is near to one that is there: what packages bring stands in no source of the project.
    private static AdapterOptionException? Unknown(string method, ICircuitSource circuits, string? project, string ansatz)
    {
        var known = circuits.FindOperations(project);
        return known.Contains(ansatz) || NearestName.Find(ansatz, known) is not { } meant ? null
            : new AdapterOptionException("ansatz", $"{method}: there is no Q# operation {ansatz} in {project ?? "the shipped library"}; did you mean {meant}?");
    }

    /// <summary>Refuses a circuit whose amplitudes are no real vector.</summary>
    /// <param name="method">The method's name, for messages.</param>
    /// <param name="option">The option that is to be changed.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="ansatz">Its operation.</param>
    /// <param name="advice">What to do.</param>
    /// <exception cref="AdapterOptionException">It is complex.</exception>
    public static void RequireReal(string method, string option, Circuit circuit, string ansatz, string advice)
    {
        // By the numbers, not by the names of the gates: the compiler writes some real gates as complex ones.
        if (CircuitInfo.Of(circuit).IsReal)
            return;
        var complex = string.Join(", ", circuit.Gates.Where(gate => !gate.IsReal).Select(gate => gate.Kind).Distinct().Take(4));
        throw new AdapterOptionException(option, $"{method}: {ansatz} is not a real circuit ({complex} in the tape), so its amplitudes are no real vector; {advice}");
    }
}
