using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters.Tests.Execution;

/// <summary>All circuits of an adapter on a backend.</summary>
public class CircuitsOnBackendTests
{
    private static AdapterConfig Config(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("qaa", options.ToDictionary(option => option.Key, option => option.Value));

    private static CircuitsOnBackend Attach(AdaptedModel adapted, IQuantumBackend backend, ExecutionOptions options) =>
        CircuitsOnBackend.AttachAsync(adapted, (_, _) => Task.FromResult(backend), options, Compiler.Circuits).GetAwaiter().GetResult();

    [Test]
    public void Every_parameter_has_the_gradient_that_the_simulator_gives([Values("z", "probabilities", "both")] string readOut, [Values] bool reupload)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, Config(
            ("read_out", readOut), ("bottleneck", 6), ("layers", 1), ("norm", "multiply"), ("bias", true), ("reupload", reupload), ("target_modules", "q_proj,v_proj")));
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64) * 0.3);
        manual_seed(4);
        var x = randn([3, 12], dtype: float64);
        var (expectedLoss, expected) = Gradients(model, adapted, x);
        using (Attach(adapted, new SimulatorBackend(), new ExecutionOptions()))
        {
            var (loss, found) = Gradients(model, adapted, x);
            Assert.That(loss, Is.EqualTo(expectedLoss).Within(1e-11));
            foreach (var (name, gradient) in expected)
                Assert.That(found[name], Is.EqualTo(gradient).Within(1e-9), name);
        }
        Assert.That(expected.Keys, Has.Some.Contains("q_proj.down").And.Some.Contains("q_proj.theta"), "the lower layer is trained through the upper one's circuit");
        Assert.That(Gradients(model, adapted, x).Loss, Is.EqualTo(expectedLoss), "and it is back on the simulator");
    }

    [Test]
    public void An_orthogonal_map_is_trained_from_its_amplitudes([Values] bool reupload)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears(outputs: 12);
        var adapted = Compiler.Inject(model, Config(
            ("read_out", "amplitudes"), ("bottleneck", 6), ("layers", 1), ("reupload", reupload), ("scale", 0.7), ("target_modules", "q_proj,v_proj")));
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64) * 0.3);
        manual_seed(4);
        var x = randn([3, 12], dtype: float64);
        var (expectedLoss, expected) = Gradients(model, adapted, x);
        var sizes = new List<int>();
        using var attached = CircuitsOnBackend.AttachAsync(
            adapted,
            (qubits, _) =>
            {
                sizes.Add(qubits);
                return Task.FromResult<IQuantumBackend>(new SimulatorBackend());
            },
            new ExecutionOptions(), Compiler.Circuits).GetAwaiter().GetResult();
        var (loss, found) = Gradients(model, adapted, x);
        Assert.That(loss, Is.EqualTo(expectedLoss).Within(1e-11));
        foreach (var (name, gradient) in expected)
            Assert.That(found[name], Is.EqualTo(gradient).Within(1e-9), name);
        Assert.That(sizes, Is.EqualTo(new[] { 4, 4 }), "a qubit more than the 3 of 6 coordinates");
    }

    [Test]
    public void What_a_pass_brings_is_counted()
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, Config(("bottleneck", 4), ("layers", 1), ("train_bottleneck", false), ("target_modules", "q_proj,v_proj")));
        var x = randn([5, 12], dtype: float64);
        var rows = CircuitsOnBackend.Count(adapted, () => model.forward(x));
        Assert.That(rows, Is.EqualTo(new[] { new CircuitRows("q_proj", 2, 5, false), new CircuitRows("v_proj", 2, 5, true) }));

        var metered = new MeteredBackend(new SimulatorBackend());
        using var attached = Attach(adapted, metered, new ExecutionOptions { Shots = 10 });
        // Two angles of a ring of two qubits take four circuits; three loader's angles six.
        Assert.That(attached.MostCircuits(rows), Is.EqualTo(5 * (1 + 4) + 5 * (1 + 4 + 6)));
        void Step() => (model.forward(x) * randn([5, 5], dtype: float64)).sum().backward();
        Step();
        Assert.That(metered.Usage.Circuits, Is.EqualTo(5 + 5), "the up-projections are zero at the start: what is read does not enter the loss yet");
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64));
        var before = metered.Usage;
        Step();
        Assert.That(metered.Usage.Since(before), Is.EqualTo(new BackendUsage(attached.MostCircuits(rows), 10 * attached.MostCircuits(rows))));
    }

    [Test]
    public void Seeds_govern_what_is_drawn()
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears();
        var adapted = Compiler.Inject(model, Config(("bottleneck", 4), ("layers", 1), ("target_modules", "q_proj,v_proj")));
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64));
        var x = randn([3, 12], dtype: float64);
        using var attached = Attach(adapted, new SimulatorBackend(), new ExecutionOptions { Shots = 20 });
        double Loss(long seed)
        {
            attached.Begin(seed);
            return Gradients(model, adapted, x).Loss;
        }
        var (first, again, other) = (Loss(3), Loss(3), Loss(4));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_method_without_circuits_has_none()
    {
        using var scope = NewDisposeScope();
        var adapted = Compiler.Inject(new TwoLinears(), AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["r"] = 2, ["target_modules"] = "q_proj" }));
        Assert.That(CircuitsOnBackend.Has(adapted), Is.False);
    }

    private static (double Loss, Dictionary<string, double[]> Gradients) Gradients(nn.Module<Tensor, Tensor> model, AdaptedModel adapted, Tensor x)
    {
        foreach (var (_, parameter) in adapted.TrainableParameters)
            parameter.grad = null;
        var loss = model.forward(x).pow(2).mean();
        loss.backward();
        return (loss.ToDouble(), adapted.TrainableParameters.ToDictionary(entry => entry.name, entry => entry.p.grad!.ToArray<double>()));
    }
}
