using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Qaa;

public class QaaConfigTests
{
    // A beam splitter by a controlled rotation: the compiler writes it with S, H and RZ, which are not real one by one.
    private const string ControlledBeamSplitters = """
        operation Turn(theta : Double[], qubits : Qubit[]) : Unit {
            for i in 0..Length(theta) - 1 {
                within { CNOT(qubits[i + 1], qubits[i]); } apply { Controlled Ry([qubits[i]], (2.0 * theta[i], qubits[i + 1])); }
            }
        }
        """;

    private static AdapterConfig Amplitudes(params (string, object?)[] options) => AdapterRegistry.Configure("qaa",
        options.Concat([("read_out", "amplitudes"), ("target_modules", "q_proj")]).ToDictionary(option => option.Item1, option => option.Item2));

    [Test]
    public void Amplitudes_AreRefusedWhereTheCircuitIsComplex() => Assert.That(
        () => Compiler.Inject(new TwoLinears(), Amplitudes(("ansatz", "QaaHybrid.Ansatz.Square"), ("layers", 1))),
        Throws.TypeOf<AdapterOptionException>().With.Message.Contain("not a real circuit").And.Message.Contain("RZ"));

    [Test]
    public void Bug_AmplitudesWereRefusedWhereOnlyTheGatesAreComplex_NotTheCircuit()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        folder.Write("qsharp.json", "{}");
        folder.Write("src/Mine.qs", ControlledBeamSplitters);
        var model = new TwoLinears();
        var x = randn([4, 12], dtype: float64);
        var before = model.forward(x);
        var adapted = Compiler.Inject(model, Amplitudes(("project", folder.Path), ("ansatz", "Mine.Turn"), ("parameters", 3)));
        Assert.That((model.forward(x) - before).abs().max().ToDouble(), Is.LessThan(1e-12), "the identity at the start");
        var theta = adapted.TrainableParameters.Single().p;
        var error = Gradients.RelativeError(() => model.forward(x).pow(2).sum(), theta);
        Assert.That(error, Is.LessThan(1e-5));
    }

    [Test]
    public void Amplitudes_AreRefusedWhereTheLayerIsNotSquare() => Assert.That(
        () => Compiler.Inject(new TwoLinears(), AdapterRegistry.Configure("qaa", new Dictionary<string, object?> { ["read_out"] = "amplitudes", ["target_modules"] = "v_proj" })),
        Throws.TypeOf<AdapterOptionException>().With.Message.Contain("12 to 5"));

    [Test]
    public void Probabilities_AreRefusedWhereThereAreTooFew() => Assert.That(
        () => Compiler.Inject(new TwoLinears(width: 4, outputs: 9), AdapterRegistry.Configure("qaa", new Dictionary<string, object?> { ["read_out"] = "probabilities", ["target_modules"] = "v_proj" })),
        Throws.TypeOf<AdapterOptionException>().With.Message.Contain("gives 4 numbers").And.Message.Contain("needs 9"));
}
