using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.QuantumPeft;

public class QuantumPeftTests
{
    /// <summary>2(2L + 1)·log₂N − 4L + K: from a third-party note on the paper (arXiv 2503.05431), which has no public code.</summary>
    [TestCase(64, 1, 8, ExpectedResult = (2 * 3 * 6) - 4 + 8)]
    [TestCase(1024, 2, 4, ExpectedResult = (2 * 5 * 10) - 8 + 4)]
    public long TheCount_IsThatOfTheNote(int width, int layers, int rank)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears(width, dtype: float32);
        var adapted = Compiler.Inject(model, Config(("layers", layers), ("r", rank)));
        Assert.That(adapted.Modules.Single().DegreesOfFreedom, Is.EqualTo(adapted.Modules.Single().Stored));
        return adapted.Modules.Single().Stored;
    }

    /// <summary>The circuit's matrix, as a product of Kronecker products in the order of its gates, gives the update.</summary>
    [Test]
    public void TheUpdate_IsThatOfDenseMatrices()
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears(width: 8);
        var adapted = Compiler.Inject(model, Config(("r", 3)));
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64));
        var parameters = adapted.TrainableParameters.Select(entry => entry.p.ToArray<double>()).ToList();
        var (u, v, scales) = (Dense(parameters[0]), Dense(parameters[1]), tensor(parameters[2]));
        var weight = ((AdapterLayer)model.q_proj).base_layer.weight;
        var update = model.q_proj.forward(eye(8, dtype: float64)).t() - ((AdapterLayer)model.q_proj).base_layer.bias!.unsqueeze(1) - weight;
        var expected = u[.., ..3].matmul(scales.diag()).matmul(v[.., ..3].t());
        Assert.That((update - expected).abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That((u.t().matmul(u) - eye(8, dtype: float64)).abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That(linalg.det(u).ToDouble(), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void AComplexAnsatz_IsRefused() => Assert.That(
        () => Compiler.Inject(new TwoLinears(), Config(("ansatz", "QaaHybrid.Ansatz.Square"))),
        Throws.TypeOf<AdapterOptionException>().With.Message.Contain("Square is not a real circuit").And.Message.Contain("RZ"));

    [Test]
    public void ARankAboveTheWidths_IsRefused() => Assert.That(
        () => Compiler.Inject(new TwoLinears(), Config(("r", 13))), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("12 to 12").And.Message.Contain("13"));

    /// <summary>One layer on three qubits: RY on each, CZ(0, 1) with RY on both, CZ(1, 2) with RY on both; qubit 0 is the most significant.</summary>
    private static Tensor Dense(double[] theta)
    {
        static Tensor Ry(double angle) => tensor([Math.Cos(angle / 2), -Math.Sin(angle / 2), Math.Sin(angle / 2), Math.Cos(angle / 2)], [2, 2]);
        var one = eye(2, dtype: float64);
        var cz = tensor([1.0, 1, 1, -1]).diag();
        var first = kron(kron(Ry(theta[0]), Ry(theta[1])), Ry(theta[2]));
        var second = kron(kron(Ry(theta[3]), Ry(theta[4])), one).matmul(kron(cz, one));
        var third = kron(one, kron(Ry(theta[5]), Ry(theta[6]))).matmul(kron(one, cz));
        return third.matmul(second).matmul(first);
    }

    private static AdapterConfig Config(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("quantum-peft", options.Append(("target_modules", "q_proj")).ToDictionary(option => option.Item1, option => option.Item2));
}
