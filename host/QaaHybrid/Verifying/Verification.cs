using QaaHybrid.Adapters;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Circuits;

namespace QaaHybrid;

/// <summary>
/// A trained adapter's circuits on a backend against the exact simulator: loader and circuit as trained, on hidden vectors that the model really produces. Of a layer that
/// reads amplitudes these are measured, by interference; of the others ⟨Z⟩.
/// </summary>
public static class Verification
{
    /// <summary>Puts mitigation around a backend, for circuits of the register of this one.</summary>
    public delegate Task<IQuantumBackend> Mitigate(IQuantumBackend backend, Circuit circuit, CancellationToken cancellationToken);

    /// <summary>Measures every circuit of a trained method.</summary>
    /// <param name="circuits">Gives the loaders.</param>
    /// <param name="model">The method, opened; its held-out examples are read for the hidden vectors.</param>
    /// <param name="backend">What is verified.</param>
    /// <param name="mitigate">Puts mitigation around it; null where there is none. What was measured without is not measured again for it.</param>
    /// <param name="shots">How often each circuit is measured; null asks for exact values.</param>
    /// <param name="vectors">How many hidden vectors of each layer.</param>
    /// <param name="seed">Governs what is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotSupportedException">The method has no circuits that a backend can run.</exception>
    public static async Task<VerificationResult> RunAsync(
        ICircuitSource circuits, TrainedModel model, IQuantumBackend backend, Mitigate? mitigate, int? shots, int vectors = 1, long seed = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(backend);
        var captured = Capture(model, vectors);
        if (captured.Count == 0)
            throw new NotSupportedException($"{model.Method.Name} is of the kind {model.Method.Adapter}, which has no circuits that a backend can run; methods of adapter: qaa have");
        var (layers, runs) = (new List<(string Name, int Vector, MeasuredLayer Layer)>(), new List<BackendRun>());
        foreach (var (name, layer) in model.Adapter.Layers.Where(entry => captured.ContainsKey(entry.Name)))
        {
            var measuredLayer = await MeasuredLayer.OfAsync(((QaaLinear)layer).Quantum, circuits, tellsStates: !backend.RunsAnyTape, cancellationToken).ConfigureAwait(true);
            foreach (var (i, vector) in captured[name].Index())
            {
                layers.Add((name, i, measuredLayer));
                runs.Add(measuredLayer.At([.. vector.Vector], [.. vector.Theta]));
            }
        }
        var metered = new MeteredBackend(backend);
        var remembering = new RememberingBackend(metered);
        var exact = await new SimulatorBackend().RunAsync(runs, cancellationToken: cancellationToken).ConfigureAwait(true);
        var measured = await remembering.RunAsync(runs, shots, seed, cancellationToken).ConfigureAwait(true);
        var mitigated = mitigate is null ? null : await MitigatedAsync(mitigate, remembering, runs, shots, seed, cancellationToken).ConfigureAwait(true);
        return new VerificationResult(
            [.. layers.Select((entry, i) => entry.Layer.Verify(entry.Name, entry.Vector, exact[i], measured[i], mitigated?[i], shots))], metered.Usage);
    }

    private static async Task<IReadOnlyList<BackendResult>> MitigatedAsync(
        Mitigate mitigate, IQuantumBackend backend, List<BackendRun> runs, int? shots, long seed, CancellationToken cancellationToken)
    {
        var results = new BackendResult[runs.Count];
        // Calibration belongs to a size of the register.
        foreach (var group in runs.Index().GroupBy(entry => entry.Item.Circuit.Qubits))
        {
            var around = await mitigate(backend, group.First().Item.Circuit, cancellationToken).ConfigureAwait(true);
            var found = await around.RunAsync([.. group.Select(entry => entry.Item)], shots, seed, cancellationToken).ConfigureAwait(true);
            foreach (var (entry, result) in group.Zip(found))
                results[entry.Index] = result;
        }
        return results;
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<HiddenVector>> Capture(TrainedModel model, int vectors)
    {
        var task = model.Task();
        task.Load();
        return CircuitProof.CaptureHiddenVectors(
            model.Adapter,
            () =>
            {
                using var scope = NewDisposeScope();
                using var guard = no_grad();
                task.HeldOutBatch.Forward(model.Model);
            },
            vectors);
    }
}
