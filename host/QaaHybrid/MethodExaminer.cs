using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Circuits;
using QaaHybrid.Files;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>
/// The proof at the end of a run: every trained circuit, on a hidden vector the model really produced, against Microsoft's simulator and against the
/// parameter-shift rule; its QIR, ready to submit; its drawing.
/// </summary>
/// <param name="circuits">Gives the loader of the emitted QIR.</param>
/// <param name="referee">The independent simulator: Microsoft's.</param>
public sealed class MethodExaminer(ICircuitSource circuits, IQuantumBackend referee)
{
    /// <summary>Largest amplitude difference that passes; the referee itself drops amplitudes below 1e-10.</summary>
    public const double StateTolerance = 1e-6;

    /// <summary>Largest relative gradient difference that passes.</summary>
    public const double GradientTolerance = 1e-5;

    /// <summary>Examines a trained method; one without circuits has nothing to show.</summary>
    /// <exception cref="InvalidOperationException">A circuit disagrees with its referee beyond the tolerances: the run must not be trusted.</exception>
    public async Task<MethodEvidence> ExamineAsync(TrainedMethod method, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        var vectors = CircuitProof.CaptureHiddenVectors(method.Adapter, () =>
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            method.Batch.Forward(method.Model);
        });
        if (vectors.Count == 0)
            return MethodEvidence.None;
        var proofs = await CircuitProof.RunAsync(method.Adapter, vectors, referee, circuits, cancellationToken).ConfigureAwait(true);
        foreach (var proof in proofs)
        {
            var folder = Path.Combine(method.Folder.Path, "circuits");
            AtomicFile.WriteText(Path.Combine(folder, proof.Layer + ".ll"), proof.Qir);
            if (proof.StateError > StateTolerance || proof.GradientError > GradientTolerance)
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"{method.Recipe.Name}: the circuit of {proof.Layer} disagrees with its referee: amplitudes by {proof.StateError:E1}, gradient by {proof.GradientError:E1}"));
        }
        return new MethodEvidence(Drawings(method), [.. proofs.Select(proof =>
            new ProofLine(proof.Layer, proof.Operation, proof.Qubits, proof.Gates, proof.StateError, proof.GradientError))]);
    }

    // All layers run the same ansatz: one picture, with the first layer's angles as trained.
    private static IReadOnlyList<Drawing> Drawings(TrainedMethod method)
    {
        var (name, layer) = method.Adapter.Layers.First(entry => entry.Layer is QaaLinear);
        var quantum = ((QaaLinear)layer).Quantum;
        return [new Drawing($"{quantum.Circuit.Name}, {method.Recipe.Name}, angles of {name}", CircuitDrawing.ToSvg(quantum.Circuit, new DrawingOptions(quantum.Theta)))];
    }
}
