using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Circuits;
using QaaHybrid.Tests.Support;
using QaaHybrid.Training;

namespace QaaHybrid.Tests.Facade;

/// <summary>Trained methods opened again: with the model, and as circuits alone.</summary>
public class TrainedModelTest
{
    private readonly QaaSession _session = new(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes"));

    [OneTimeSetUp]
    public Task Train() => TinyRun.TrainedAsync();

    [OneTimeTearDown]
    public async Task Close() => await _session.DisposeAsync();

    [TestCase("z")]
    [TestCase("turn")]
    public async Task A_circuit_read_alone_is_the_one_in_the_model(string method)
    {
        using var model = await TrainedModel.OpenAsync(_session, TinyRun.Run, method, threads: 1);
        foreach (var (name, layer) in model.Adapter.Layers)
        {
            var quantum = ((QaaLinear)layer).Quantum;
            var alone = await TrainedCircuit.ReadAsync(_session, TinyRun.Run, method, name["model.".Length..]);
            Assert.That(alone.Layer, Is.EqualTo(name));
            Assert.That(alone.Theta, Is.EqualTo(quantum.Theta));
            Assert.That(alone.Theta, Is.EqualTo(AdapterFile.Read(AdapterFile.Of(TinyRun.Run, method), name + ".theta")));
            Assert.That(await StateAsync(alone.Circuit, alone.Theta), Is.EqualTo(await StateAsync(quantum.Applied, quantum.Theta)).Within(1e-15));
        }
    }

    [Test]
    public async Task The_first_layer_is_meant_where_none_is_named_and_folders_are_taken_for_methods()
    {
        var first = await TrainedCircuit.ReadAsync(_session, Path.Combine(TinyRun.Run, "methods", "z"));
        var adapter = await TrainedCircuit.ReadAsync(_session, Path.Combine(TinyRun.Run, "methods", "z", "adapter"));
        Assert.That(first.Layer, Is.EqualTo("model.layers.0.self_attn.q_proj"));
        Assert.That(adapter.Theta, Is.EqualTo(first.Theta));
    }

    [Test]
    public void A_run_with_several_methods_wants_one_named()
    {
        Assert.That(() => TrainedModel.OpenAsync(_session, TinyRun.Run, null), Throws.TypeOf<DataFileException>().With.Message.Contains("name one with --method: z, z-frozen, turn, lora"));
        Assert.That(() => TrainedCircuit.ReadAsync(_session, TinyRun.Run), Throws.TypeOf<DataFileException>().With.Message.Contains("methods/turn"));
        Assert.That(() => TrainedCircuit.ReadAsync(_session, TinyRun.Run, "q"), Throws.TypeOf<DataFileException>().With.Message.Contains("no trained method 'q'; it has z, z-frozen, turn, lora"));
        Assert.That(() => TrainedCircuit.ReadAsync(_session, TinyRun.Run, "lora"), Throws.TypeOf<InvalidDataException>().With.Message.Contains("no qaa adapter"));
    }

    private static async Task<double[]> StateAsync(Circuit circuit, IReadOnlyList<double> theta) =>
        [.. (await new SimulatorBackend().RunAsync([new BackendRun(circuit, theta, [0.1, -0.7, 0.3])]))[0].Amplitudes!.SelectMany(a => new[] { a.Real, a.Imaginary })];
}
