using System.Text.Json;
using System.Text.Json.Nodes;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

public sealed partial class QSharpEngine
{
    /// <summary>Microsoft's resource estimator on a circuit with its register measured at the end.</summary>
    /// <param name="circuit">A circuit; its Q# is estimated where there is one, else the tape, gate by gate.</param>
    /// <param name="theta">Its parameters, radians. Which angles they are matters little, unless a rotation becomes a Clifford gate.</param>
    /// <param name="qubitModels">Names of <see cref="QubitModels"/>; null takes all.</param>
    /// <param name="errorBudget">How often the whole run may fail, above 0 and below 1.</param>
    /// <param name="cancellationToken">Stops the estimator.</param>
    /// <exception cref="QSharpException">The estimator finds no solution for any of the models; the message is its reason for the first.</exception>
    public async Task<ResourceEstimates> EstimateAsync(
        Circuit circuit, IReadOnlyList<double> theta, IReadOnlyList<string>? qubitModels = null, double errorBudget = 0.001,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        if (theta.Count != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {theta.Count} values were given", nameof(theta));
        if (errorBudget is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(errorBudget), errorBudget, "the error budget has to be above 0 and below 1");
        qubitModels ??= QubitModels.All;
        foreach (var model in qubitModels)
            if (!QubitModels.All.Contains(model))
                throw new ArgumentException($"there is no qubit model '{model}'; there are {string.Join(", ", QubitModels.All)}", nameof(qubitModels));
        var expression = circuit.Origin is { } origin
            ? $"{{ {QSharpProgram.EntryPoint(origin, circuit.Qubits, theta)} }}"
            : QSharpTape.Measured(circuit, [.. theta]);
        var parameters = qubitModels.Select(name => new JsonObject { ["qubitParams"] = new JsonObject { ["name"] = name }, ["errorBudget"] = errorBudget });
        var documents = await EstimateAsync(circuit.Origin?.ProjectDirectory, expression, [.. parameters], cancellationToken: cancellationToken);
        return documents.FirstOrDefault(EstimateDocument.IsSuccess) is { ValueKind: JsonValueKind.Object } solved
            ? new ResourceEstimates(EstimateDocument.Counts(solved), errorBudget, [.. qubitModels.Zip(documents, EstimateDocument.Model)])
            : throw new QSharpException(QSharpFailure.Estimate, $"{circuit.Name} on {qubitModels[0]}: {EstimateDocument.Failure(documents[0])}");
    }

    /// <summary>Microsoft's resource estimator on any program.</summary>
    /// <param name="project">Project folder.</param>
    /// <param name="expression">A call or a block in Q#; names in full.</param>
    /// <param name="parameters">Job parameters as the estimator documents them (qubit model, error budget, …), as many sets as wanted.</param>
    /// <param name="timeLimit">In place of the engine's own limit.</param>
    /// <param name="cancellationToken">Stops the estimator.</param>
    /// <returns>The estimator's own documents, one a set: an estimate, or <c>code</c> and <c>message</c> where it finds no solution.</returns>
    /// <exception cref="QSharpException">The program does not compile or fails, or a set of parameters cannot be read.</exception>
    public async Task<IReadOnlyList<JsonElement>> EstimateAsync(
        string? project, string expression, IReadOnlyList<JsonObject> parameters, TimeSpan? timeLimit = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var arguments = new JsonObject { ["project"] = project, ["expression"] = expression, ["params"] = new JsonArray([.. parameters]) };
        var documents = await CallAsync("estimate", arguments, timeLimit, cancellationToken);
        return [.. documents.EnumerateArray()];
    }
}
