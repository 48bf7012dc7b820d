using System.Numerics;
using QaaHybrid.Circuits;
using QaaHybrid.Tests.Support;
using QaaHybrid.Training;

namespace QaaHybrid.Tests.Facade;

/// <summary>The proof at the end of a run passes what agrees, up to one phase, and refuses what does not.</summary>
public class MethodExaminerTest
{
    private readonly QaaSession _session = new(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes"));

    [OneTimeSetUp]
    public Task Train() => TinyRun.TrainedAsync();

    [OneTimeTearDown]
    public async Task Close() => await _session.DisposeAsync();

    [Test]
    public async Task A_referee_that_differs_by_a_phase_agrees()
    {
        var evidence = await ExamineAsync("z", state => [.. state.Select(a => a * Complex.FromPolarCoordinates(1, 0.8))]);
        Assert.That(evidence.Proofs, Has.Count.EqualTo(2));
        Assert.That(evidence.Proofs, Has.All.Matches<ProofLine>(proof => proof.StateError < 1e-12 && proof.GradientError < 1e-10 && proof.Qubits == 4));
        Assert.That(evidence.Drawings[0].Svg, Does.StartWith("<svg"));
    }

    [Test]
    public void A_referee_that_differs_in_one_amplitude_ends_the_run() => Assert.That(
        () => ExamineAsync("turn", state => [state[0] + 2e-6, .. state.Skip(1)]),
        Throws.InvalidOperationException.With.Message.Contains("turn: the circuit of model.layers.0.self_attn.o_proj disagrees with its referee: amplitudes by 2.0E-006"));

    [Test]
    public async Task A_method_without_circuits_has_nothing_to_show() =>
        Assert.That(await ExamineAsync("lora", _ => throw new InvalidOperationException("not to be asked")), Is.SameAs(MethodEvidence.None));

    private async Task<MethodEvidence> ExamineAsync(string method, Func<IReadOnlyList<Complex>, Complex[]> change)
    {
        using var model = await TrainedModel.OpenAsync(_session, TinyRun.Run, method, threads: 1);
        var folder = Directory.CreateDirectory(TinyRun.File("examined-" + method));
        var trained = new TrainedMethod(model.Method, model.Model, model.Adapter, model.Task().HeldOutBatch, new MethodFolder(folder.FullName));
        return await new MethodExaminer(_session.Circuits, new Referee(change)).ExamineAsync(trained);
    }

    /// <summary>Our own simulator with its states changed.</summary>
    private sealed class Referee(Func<IReadOnlyList<Complex>, Complex[]> change) : IQuantumBackend
    {
        public string Name => "changed";

        public async Task<IReadOnlyList<BackendResult>> RunAsync(IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default) =>
            [.. (await new SimulatorBackend().RunAsync(runs, shots, seed, cancellationToken)).Select(result => result with { Amplitudes = change(result.Amplitudes!) })];
    }
}
