using QaaHybrid.Adapters.Parts;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Adapters.Quic;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Quic;

/// <summary>QuIC as circuits: what is trained classically is what the beam splitters do, and the other way round.</summary>
public class CircuitBlockMatricesTests
{
    private static QuicConfig Config(params (string Key, object? Value)[] options) =>
        (QuicConfig)AdapterRegistry.Configure("quic", options.ToDictionary(option => option.Key, option => option.Value)).Own;

    private static QuicLayer Wrap(QuicConfig config, Linear linear) =>
        (QuicLayer)config.WrapAsync("proj", linear, new AdapterScope(Compiler.Services, [("proj", linear)])).GetAwaiter().GetResult();

    private static Circuit Import(QuicConfig config, int n) => config.ImportAsync(n, Compiler.Circuits).GetAwaiter().GetResult();

    private static void Randomize(QuicLayer layer)
    {
        using var guard = no_grad();
        manual_seed(9);
        foreach (var (_, tensor) in layer.AdapterTensors)
            tensor.add_(randn(tensor.shape, dtype: tensor.dtype));
    }

    // Row l of the output of the identity is U |l⟩, so its transpose is U.
    private static Tensor OnWeight(Circuit circuit, double[] theta, int weight)
    {
        var states = (int)CompoundMatrix.Size(circuit.Qubits, weight);
        var executor = new CircuitExecutor<double>(circuit, ReadOut.Amplitudes, states, new ExecutorOptions { HammingWeight = weight });
        var output = new double[states * states];
        executor.Forward(theta, eye(states, dtype: float64).data<double>().ToArray(), states, output);
        return tensor(output, dtype: float64).reshape(states, states).t();
    }

    [Test]
    public void ACayleyTrainedAdapter_IsAPyramid_AndItsCompoundsAreTheBlocksOfHigherWeight([Values(1, 2, 3)] int weight)
    {
        using var scope = NewDisposeScope();
        // The published setting: three blocks of 256 coordinates, n = 22. Trained in single precision.
        var config = Config(("blocks", 3), ("orders", "1,2"));
        var layer = Wrap(config, nn.Linear(768, 768));
        Randomize(layer);
        var matrices = layer.BaseMatrices();
        var circuit = Import(config, 22);
        Assert.That(circuit.Parameters, Is.EqualTo(231));
        for (var block = 0; block < (weight == 3 ? 1 : 3); block++)
        {
            var angles = QuicCircuit.Angles(config, layer.AdapterTensors.Single().Tensor[0, block].to(float64).contiguous().data<double>().ToArray());
            var distance = (OnWeight(circuit, angles, weight) - CompoundMatrix.Of(matrices[0, block], weight)).abs().max().ToDouble();
            TestContext.Out.WriteLine($"block {block}, weight {weight}: {distance:E1}");
            Assert.That(distance, Is.LessThan(1e-10));
        }
    }

    [TestCase("cayley")]
    [TestCase("pyramid")]
    [TestCase("x")]
    [TestCase("butterfly")]
    [TestCase("brick")]
    public void MicrosoftsSimulator_HasTheCompoundsOnEveryWeight(string parametrization)
    {
        using var scope = NewDisposeScope();
        const int n = 4;
        var config = Config(("blocks", 1), ("orders", "1,2"), ("parametrization", parametrization));
        var layer = Wrap(config, nn.Linear(10, 10, dtype: float64));
        Randomize(layer);
        var a = layer.BaseMatrices()[0, 0];
        Assert.That(a.shape, Is.EqualTo(new long[] { n, n }));
        var angles = QuicCircuit.Angles(config, layer.AdapterTensors.Single().Tensor[0, 0].contiguous().data<double>().ToArray());
        var circuit = Import(config, n);
        var states = Enumerable.Range(0, n + 1).SelectMany(weight => StatesOfWeight(n, weight).Select(state => (weight, state))).ToList();
        var runs = states.ConvertAll(entry => new BackendRun(circuit, angles, [.. Enumerable.Range(0, 1 << n).Select(i => i == entry.state ? 1.0 : 0)]));
        var results = new QSharpBackend(Compiler.Engine).RunAsync(runs).GetAwaiter().GetResult();
        for (var weight = 0; weight <= n; weight++)
        {
            var compound = CompoundMatrix.Of(a, weight).contiguous().data<double>().ToArray();
            var subsets = StatesOfWeight(n, weight);
            for (var column = 0; column < subsets.Count; column++)
            {
                var amplitudes = results[states.IndexOf((weight, subsets[column]))].Amplitudes!;
                for (var row = 0; row < subsets.Count; row++)
                    // Microsoft's simulator drops what is below 1e-10.
                    Assert.That((amplitudes[subsets[row]] - compound[row * subsets.Count + column]).Magnitude, Is.LessThan(2e-10), $"weight {weight}, entry {row}, {column}");
            }
        }
    }

    [TestCase("pyramid", 4, 6)]
    [TestCase("x", 4, 5)]
    [TestCase("butterfly", 4, 4)]
    [TestCase("brick", 4, 6)]
    public void Angles_AreWhatIsStored_AndTheIdentityAtZero(string parametrization, int n, int angles)
    {
        using var scope = NewDisposeScope();
        var layer = Wrap(Config(("blocks", 2), ("orders", "1,2"), ("parametrization", parametrization)), nn.Linear(20, 20, dtype: float64));
        Assert.That(layer.AdapterTensors.Select(entry => (entry.Name, string.Join(',', entry.Tensor.shape))), Is.EqualTo(new[] { ("theta", $"1,2,{angles}") }));
        Assert.That(layer.DegreesOfFreedom, Is.EqualTo(2 * angles));
        Assert.That((layer.BaseMatrices() - eye(n, dtype: float64)).abs().max().ToDouble(), Is.LessThan(1e-15));
    }

    [TestCase("x", "12", 12)] // 12 + 66 = 78 of 83: even already
    [TestCase("x", "11", 10)] // 11 + 55 = 66 of 66: ten is the greatest even number
    [TestCase("butterfly", "11", 8)]
    [TestCase("pyramid", "11", 11)]
    public void LayoutsOnSomeNumbersOfQubits_TakeTheGreatestThatFits(string parametrization, string fitting, int expected)
    {
        using var scope = NewDisposeScope();
        var width = fitting == "12" ? 83 : 66;
        Assert.That(Config(("blocks", 1), ("orders", "1,2"), ("parametrization", parametrization)).SizeFor("proj", nn.Linear(width, width)), Is.EqualTo(expected));
    }

    [Test]
    public void NumbersAreThoseThatQSharpCounts([Values("pyramid", "x", "butterfly", "brick")] string parametrization, [Values(null, 3)] int? layers)
    {
        var config = Config(("parametrization", parametrization), ("layers", layers));
        foreach (var n in (int[])[2, 4, 8, 16])
            Assert.That(config.Parametrization.Numbers(n, layers), Is.EqualTo((long)Compiler.Circuits.CountParametersAsync(
                null, config.Parametrization.Operation(), n, layers ?? config.Parametrization.UsualLayers(n)).GetAwaiter().GetResult()!.Value), $"{n} qubits");
    }

    [TestCase("pyramid", 0.00005)]
    [TestCase("x", 0.00002)]
    [TestCase("brick", 0.0001)]
    public void ABudget_CountsAngles(string parametrization, double share)
    {
        using var scope = NewDisposeScope();
        var budget = (long)(share * 124_439_808);
        var linear = nn.Linear(768, 768);
        List<(string, Linear)> modules = [.. Enumerable.Range(0, 24).Select(i => ($"h.{i}.proj", linear))];
        var fit = Config(("parametrization", parametrization)).Fit(modules, budget);
        var shared = new AdapterScope(Compiler.Services, modules);
        var stored = modules.Sum(module => fit.Method.WrapAsync(module.Item1, linear, shared).GetAwaiter().GetResult().AdapterTensors.Sum(entry => entry.Tensor.numel()));
        TestContext.Out.WriteLine(fit.Reason);
        Assert.That(stored, Is.LessThanOrEqualTo(budget).And.GreaterThanOrEqualTo((long)(0.9 * budget)));
    }

    [Test]
    public void WithAllOrders_ItIsQAAWithAPyramid_UpToTheOrderOfTheCoordinates()
    {
        using var scope = NewDisposeScope();
        const int n = 4, width = 1 << n;
        // The frozen layer passes everything through: what is left are the two adapters.
        var linear = nn.Linear(width, width, hasBias: false, dtype: float64);
        linear.weight.set_data(eye(width, dtype: float64));
        var quic = Wrap(Config(("blocks", 1), ("orders", "0,1,2,3,4"), ("parametrization", "pyramid")), linear);
        Randomize(quic);
        var config = AdapterRegistry.Configure("qaa", new Dictionary<string, object?> { ["read_out"] = "amplitudes", ["ansatz"] = "QaaHybrid.Layers.Pyramid", ["layers"] = 1 }).Own;
        var qaa = (QaaLinear)((QaaConfig)config).WrapAsync("proj", linear, new AdapterScope(Compiler.Services, [("proj", linear)])).GetAwaiter().GetResult();
        // QuIC multiplies rows by Δ, which turns columns by Δᵀ = U(θ)⁻¹; QAA applies U(θ)U(θ₀)⁻¹.
        using (no_grad())
        {
            qaa.Quantum.theta.zero_();
            qaa.Quantum.theta_0.copy_(quic.AdapterTensors.Single().Tensor.flatten());
        }
        qaa.OnLoaded();
        var order = tensor([.. Enumerable.Range(0, n + 1).SelectMany(weight => StatesOfWeight(n, weight)).Select(state => (long)state)]);
        var x = randn([5, width], dtype: float64);
        var expected = qaa.forward(x).index_select(-1, order);
        var found = quic.forward(x.index_select(-1, order));
        Assert.That((found - expected).abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That((found - x.index_select(-1, order)).abs().max().ToDouble(), Is.GreaterThan(0.1), "and neither of them is the identity");
    }

    [Test]
    public void WhatIsNoRotation_HasNoCircuit()
    {
        Assert.That(QuicCircuit.Obstacle(Config(("use_orthogonal", false))), Does.Contain("rotate"));
        Assert.That(QuicCircuit.Obstacle(Config(("compound_type", "max"))), Does.Contain("determinants"));
        Assert.That(() => QuicCircuit.Angles(Config(("use_orthogonal", false)), new double[4]), Throws.ArgumentException.With.Message.Contain("no circuit"));
        Assert.That(() => Config(("use_orthogonal", false), ("parametrization", "pyramid")), Throws.TypeOf<AdapterOptionException>());
        Assert.That(() => Config(("layers", 2)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("Cayley"));
        Assert.That(() => Wrap(Config(("parametrization", "butterfly"), ("base_size", 6), ("blocks", 1)), nn.Linear(64, 64)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("power of two"));
    }

    // Subsets of k qubits in lexicographic order; the first qubit is the most significant bit.
    private static List<int> StatesOfWeight(int n, int weight) =>
        [.. Enumerable.Range(0, 1 << n).Where(state => int.PopCount(state) == weight).OrderDescending()];
}
