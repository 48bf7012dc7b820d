using QaaHybrid.Adapters;
using QaaHybrid.Adapters.Quic;
using QaaHybrid.Circuits;
using QaaHybrid.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Tests.Facade;

/// <summary>A saved QuIC adapter as circuits, without its model.</summary>
public class QuicCircuitTest
{
    private readonly TemporaryFolder _folder = new();
    private readonly QaaSession _session = new(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes"));

    [OneTimeTearDown]
    public async Task Close()
    {
        await _session.DisposeAsync();
        _folder.Dispose();
    }

    private QuicLayer Save(string parametrization, string folder, params (string Key, object? Value)[] more)
    {
        torch.manual_seed(4);
        var model = new OneLinear();
        var options = new Dictionary<string, object?> { ["blocks"] = 2, ["orders"] = "1,2", ["parametrization"] = parametrization, ["num_adapters"] = 2, ["target_modules"] = "proj" };
        foreach (var (key, value) in more)
            options[key] = value;
        var adapted = AdaptedModel.InjectAsync(model, AdapterRegistry.Configure("quic", options), _session.Services(1, 1)).GetAwaiter().GetResult();
        using (torch.no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(torch.randn(parameter.shape));
        adapted.Save(folder);
        return (QuicLayer)adapted.Layers.Single().Layer;
    }

    [TestCase("cayley")]
    [TestCase("brick")]
    public void Every_block_of_every_adapter_is_a_circuit_of_its_matrix(string parametrization)
    {
        using var scope = torch.NewDisposeScope();
        var folder = _folder.File(parametrization);
        var layer = Save(parametrization, folder);
        var matrices = layer.BaseMatrices().contiguous().data<double>().ToArray();
        for (var block = 0; block < 4; block++)
        {
            var trained = TrainedCircuit.ReadAsync(_session, folder, block: block).GetAwaiter().GetResult();
            Assert.That((trained.Layer, trained.Block, trained.Blocks, trained.FullName), Is.EqualTo(("proj", block, 4, $"proj.block{block}")));
            var columns = new double[16];
            new CircuitExecutor<double>(trained.Circuit, ReadOut.Amplitudes, 4, new ExecutorOptions { HammingWeight = 1 })
                .Forward([.. trained.Theta], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], 4, columns);
            for (var i = 0; i < 16; i++)
                Assert.That(columns[i % 4 * 4 + i / 4], Is.EqualTo(matrices[16 * block + i]).Within(1e-12));
        }
        Assert.That(() => TrainedCircuit.ReadAsync(_session, folder, block: 4), Throws.TypeOf<InvalidDataException>().With.Message.Contains("blocks 0 to 3"));
    }

    [Test]
    public async Task The_Q_sharp_program_is_one_that_Microsofts_compiler_takes_and_its_QIR_is_the_exported_one()
    {
        var folder = _folder.File("exported");
        using (torch.NewDisposeScope())
            Save("cayley", folder);
        var exported = await Qaa.JsonAsync("circuit", "export", "--adapter", folder, "--out", _folder.File("out"));
        Assert.That(exported.GetProperty("circuits").GetArrayLength(), Is.EqualTo(4));
        Assert.That(exported.GetProperty("circuits")[3].GetProperty("angles").GetInt32(), Is.EqualTo(6));
        var program = await File.ReadAllTextAsync(_folder.File("out/proj.block3.qs"));
        // Only the entry point's line has to go for the text to be what the engine compiles: a body.
        var body = program[(program.IndexOf('{', StringComparison.Ordinal) + 1)..program.LastIndexOf('}')];
        var compiled = await _session.Engine.QirAsync(null, body);
        Assert.That(compiled, Is.EqualTo(await File.ReadAllTextAsync(_folder.File("out/proj.block3.ll"))));
        var info = await Qaa.JsonAsync("circuit", "info", "--adapter", folder, "--block", "1", "--weight", "2");
        Assert.That(info.GetProperty("operation").GetString(), Is.EqualTo("QaaHybrid.Layers.Pyramid"));
        var one = await Qaa.JsonAsync("circuit", "qsharp", "--adapter", folder, "--block", "3");
        Assert.That(one.GetProperty("qsharp").GetString(), Does.Contain("QaaHybrid.Layers.Pyramid(theta"));
    }

    [Test]
    public void What_is_no_circuit_is_refused_with_the_reason()
    {
        var folder = _folder.File("raw");
        using (torch.NewDisposeScope())
            Save("cayley", folder, ("use_orthogonal", false));
        Assert.That(() => TrainedCircuit.ReadAsync(_session, folder), Throws.TypeOf<InvalidDataException>().With.Message.Contains("beam splitters only rotate"));
    }

    private sealed class OneLinear : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        public torch.nn.Module<torch.Tensor, torch.Tensor> proj = torch.nn.Linear(20, 20);

        public OneLinear() : base(nameof(OneLinear)) => RegisterComponents();

        public override torch.Tensor forward(torch.Tensor x) => proj.forward(x);
    }
}
