using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters.Qaa;

/// <summary>A vector that reached a circuit.</summary>
/// <param name="Vector">What is embedded.</param>
/// <param name="Theta">The circuit's angles for it, radians.</param>
public sealed record HiddenVector(IReadOnlyList<double> Vector, IReadOnlyList<double> Theta);

/// <summary>What one trained circuit was held against on one real hidden vector.</summary>
/// <param name="Layer">Full name of the adapted module.</param>
/// <param name="Operation">The Q# ansatz.</param>
/// <param name="Qubits">Size of the register.</param>
/// <param name="Gates">Gates of the applied circuit.</param>
/// <param name="StateError">
/// Largest difference from the referee's state, of amplitudes (after one global phase) and probabilities, of both our simulators: the readable reference and
/// the one that trains; double precision.
/// </param>
/// <param name="GradientError">‖shift − adjoint‖ / ‖adjoint‖ of the angles' gradient of Σ wᵢ⟨Zᵢ⟩; double precision.</param>
/// <param name="Qir">Base-profile QIR that loads the vector, applies the trained circuit and measures: ready to submit.</param>
public sealed record LayerProof(
    string Layer, string Operation, int Qubits, int Gates, double StateError, double GradientError, string Qir);

/// <summary>
/// The proof at the end of a run: the circuits as trained, on vectors the model really produced, agree with another simulator's states, and the gradient
/// they were trained by agrees with the one hardware would measure.
/// </summary>
public static class CircuitProof
{
    /// <summary>Runs the model once and keeps, for every QAA layer, one hidden vector that reached it: that of the first text's second token, which is never filling.</summary>
    /// <param name="model">The adapted model.</param>
    /// <param name="forward">A forward pass over real tokens.</param>
    /// <returns>Layer name → vector; empty where the adapter has no circuits.</returns>
    public static IReadOnlyDictionary<string, HiddenVector> CaptureHiddenVectors(AdaptedModel model, Action forward) =>
        CaptureHiddenVectors(model, forward, 1).ToDictionary(entry => entry.Key, entry => entry.Value[0]);

    /// <summary>Runs the model once and keeps, for every QAA layer, some hidden vectors that reached it: those of the first texts' tokens from the second on.</summary>
    /// <param name="model">The adapted model.</param>
    /// <param name="forward">A forward pass over real tokens.</param>
    /// <param name="count">How many vectors of each layer, as far as there are so many.</param>
    /// <returns>Layer name → vectors; empty where the adapter has no circuits.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<HiddenVector>> CaptureHiddenVectors(AdaptedModel model, Action forward, int count)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var vectors = new Dictionary<string, IReadOnlyList<HiddenVector>>();
        var layers = Circuits(model).ToList();
        try
        {
            foreach (var (name, layer) in layers)
                layer.Quantum.OnRows = (rows, angles) =>
                {
                    var first = Math.Min(1, rows.shape[0] - 1);
                    vectors[name] = [.. Enumerable.Range(0, (int)Math.Min(count, rows.shape[0] - first))
                        .Select(i => new HiddenVector(Row(rows, first + i), angles is null ? layer.Quantum.Theta : Row(angles, first + i)))];
                };
            forward();
        }
        finally
        {
            foreach (var (_, layer) in layers)
                layer.Quantum.OnRows = null;
        }
        return vectors;
    }

    /// <summary>Holds every captured layer against <paramref name="referee"/> and against the parameter-shift rule.</summary>
    /// <param name="model">The adapted model, trained.</param>
    /// <param name="vectors">From <see cref="CaptureHiddenVectors(AdaptedModel, Action)"/>.</param>
    /// <param name="referee">An independent simulator with exact amplitudes.</param>
    /// <param name="circuits">Gives the loader of the emitted QIR.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<LayerProof>> RunAsync(
        AdaptedModel model, IReadOnlyDictionary<string, HiddenVector> vectors, IQuantumBackend referee, ICircuitSource circuits,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(referee);
        ArgumentNullException.ThrowIfNull(circuits);
        var layers = Circuits(model).Where(entry => vectors.ContainsKey(entry.Name)).ToList();
        var runs = layers.Select(entry => new BackendRun(entry.Layer.Quantum.Applied, vectors[entry.Name].Theta, vectors[entry.Name].Vector)).ToList();
        if (runs.Count == 0)
            return [];
        var ours = await new SimulatorBackend().RunAsync(runs, cancellationToken: cancellationToken).ConfigureAwait(true);
        var theirs = await referee.RunAsync(runs, cancellationToken: cancellationToken).ConfigureAwait(true);
        var proofs = new List<LayerProof>();
        for (var i = 0; i < layers.Count; i++)
        {
            var run = runs[i];
            var gradientError = await CompareGradientsAsync(run, cancellationToken).ConfigureAwait(true);
            var angles = AmplitudeEmbedding.Angles([.. run.Input!]);
            var loader = await circuits.ImportAsync(AmplitudeEmbedding.Request(run.Circuit.Qubits), cancellationToken).ConfigureAwait(true);
            var program = loader.Bind(angles).Then(run.Circuit.Bind(run.Theta));
            proofs.Add(new LayerProof(
                layers[i].Name, layers[i].Layer.Quantum.Circuit.Name, run.Circuit.Qubits, run.Circuit.Gates.Count,
                Math.Max(StateDistance.UpToPhase(ours[i].Amplitudes!, theirs[i].Amplitudes!), CompareStates(run, theirs[i].Amplitudes!)), gradientError, QirWriter.ToText(program, [])));
        }
        return proofs;
    }

    private static async Task<double> CompareGradientsAsync(BackendRun run, CancellationToken cancellationToken)
    {
        // Distinct weights, so that no two qubits can be confused.
        double[] weights = [.. Enumerable.Range(1, run.Circuit.Qubits).Select(qubit => 1.0 / qubit)];
        var adjoint = AdjointGradient.Of(run.Circuit, [.. run.Theta], weights, [.. run.Input!]).Gradient;
        var shift = await ParameterShift.OfAsync(
            new SimulatorBackend(), run.Circuit, run.Theta, weights, run.Input, cancellationToken: cancellationToken).ConfigureAwait(true);
        var norm = Math.Sqrt(adjoint.Sum(value => value * value));
        var error = Math.Sqrt(adjoint.Zip(shift.Gradient, (x, y) => (x - y) * (x - y)).Sum());
        return norm > 0 ? error / norm : error;
    }

    /// <summary>
    /// What the executor that trains computes, against the referee's state: all probabilities, and where the circuit is real, the amplitudes up to one phase.
    /// </summary>
    private static double CompareStates(BackendRun run, IReadOnlyList<Complex> referee)
    {
        var read = Execute(run, ReadOut.Probabilities);
        var error = read.Zip(referee, (p, amplitude) => Math.Abs(p - amplitude.Magnitude * amplitude.Magnitude)).Max();
        return CircuitInfo.Of(run.Circuit).IsReal
            ? Math.Max(error, StateDistance.UpToPhase([.. Execute(run, ReadOut.Amplitudes).Select(amplitude => new Complex(amplitude, 0))], referee))
            : error;
    }

    private static double[] Execute(BackendRun run, ReadOut readOut)
    {
        var output = new double[1 << run.Circuit.Qubits];
        new CircuitExecutor<double>(run.Circuit, readOut, output.Length).Forward([.. run.Theta], [.. run.Input!], run.Input!.Count, output);
        return output;
    }

    private static IEnumerable<(string Name, QaaLinear Layer)> Circuits(AdaptedModel model) =>
        model.Layers.Where(entry => entry.Layer is QaaLinear).Select(entry => (entry.Name, (QaaLinear)entry.Layer));

    private static double[] Row(Tensor rows, long index)
    {
        using var scope = NewDisposeScope();
        return rows[index].to(float64).data<double>().ToArray();
    }
}
