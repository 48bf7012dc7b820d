using MathNet.Numerics.LinearAlgebra;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Qaa;

/// <summary>What the read-outs are as functions of the vector, by the statements of the papers.</summary>
public class CircuitReaderTests
{
    private static QaaConfig Config(params (string Key, object? Value)[] options) =>
        (QaaConfig)AdapterRegistry.Configure("qaa", options.ToDictionary(option => option.Key, option => option.Value)).Own;

    private static CircuitReader Reader(QaaConfig config, int width, int qubits, int? outputs = null)
    {
        manual_seed(5);
        var angles = Compiler.Circuits.CountParametersAsync(null, config.Ansatz, qubits, config.Layers).GetAwaiter().GetResult()!.Value;
        var circuit = Compiler.Circuits.ImportAsync(new CircuitRequest(null, config.Ansatz, qubits, angles)).GetAwaiter().GetResult();
        return new CircuitReader(circuit, config, width, outputs, float64, threads: 1);
    }

    private static double Distance(Tensor a, Tensor b) => (a - b).abs().max().ToDouble();

    [Test]
    public void ExpectationsAndProbabilities_SeeNeitherLengthNorSign([Values("z", "probabilities", "both")] string readOut, [Values("Ansatz.Square", "Ansatz.RYRing")] string ansatz)
    {
        using var scope = NewDisposeScope();
        var reader = Reader(Config(("read_out", readOut), ("ansatz", "QaaHybrid." + ansatz), ("layers", 2)), width: 11, qubits: 4);
        var x = randn([6, 11], dtype: float64);
        var read = reader.forward(x);
        Assert.That(Distance(reader.forward(x * 37.5), read), Is.LessThan(1e-12));
        Assert.That(Distance(reader.forward(-x), read), Is.LessThan(1e-12));
        Assert.That(Distance(reader.forward(x.flip(0)), read), Is.GreaterThan(1e-2), "it does see the vector");
    }

    [Test]
    public void Amplitudes_AreLinear_AndKeepTheLength()
    {
        using var scope = NewDisposeScope();
        var reader = Reader(Config(("read_out", "amplitudes"), ("layers", 2)), width: 8, qubits: 3, outputs: 8);
        Randomize(reader);
        var (x, y) = (randn([4, 8], dtype: float64), randn([4, 8], dtype: float64));
        var turned = reader.forward(x);
        Assert.That(Distance(reader.forward(x * -2 + y), turned * -2 + reader.forward(y)), Is.LessThan(1e-12));
        Assert.That(Distance(turned.norm(-1), x.norm(-1)), Is.LessThan(1e-12));
    }

    [Test]
    public void Probabilities_AreQuadraticForms_OfRankTwo_TraceOne_AndSumToOne([Values("Ansatz.Square", "Ansatz.StronglyEntangling", "Ansatz.RXRYRZRing")] string ansatz)
    {
        using var scope = NewDisposeScope();
        const int width = 8;
        var forms = QuadraticForms(Reader(Config(("read_out", "probabilities"), ("bottleneck", width), ("ansatz", "QaaHybrid." + ansatz), ("layers", 2)), width, qubits: 3), width);
        var sum = Matrix<double>.Build.Dense(width, width);
        foreach (var form in forms)
        {
            var values = form.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).Order().ToArray();
            Assert.That(values[0], Is.GreaterThan(-1e-12), "positive semi-definite");
            Assert.That(values[^3], Is.LessThan(1e-12), "rank two");
            Assert.That(values[^2], Is.GreaterThan(1e-6), "and two it is: the circuit is complex");
            Assert.That(form.Trace(), Is.EqualTo(1).Within(1e-12));
            sum += form;
        }
        Assert.That((sum - Matrix<double>.Build.DenseIdentity(width)).InfinityNorm(), Is.LessThan(1e-11));
    }

    [Test]
    public void Both_IsProbabilitiesAndTheirSignedSums()
    {
        using var scope = NewDisposeScope();
        var x = randn([5, 16], dtype: float64);
        var both = Reader(Config(("form", "square")), 16, qubits: 4).forward(x);
        var probabilities = Reader(Config(("form", "square"), ("read_out", "probabilities")), 16, qubits: 4).forward(x);
        var z = Reader(Config(("form", "square"), ("read_out", "z")), 16, qubits: 4).forward(x);
        Assert.That(both.shape, Is.EqualTo(new long[] { 5, 20 }));
        Assert.That(Distance(both, cat([probabilities, z], -1)), Is.LessThan(1e-12));
    }

    [Test]
    public void OnlyTheLastQubitsAreMeasured_WhereSoAsked()
    {
        using var scope = NewDisposeScope();
        var x = randn([5, 16], dtype: float64);
        var all = Reader(Config(("ansatz", "QaaHybrid.Ansatz.PairwiseEntangling"), ("layers", 1)), 16, qubits: 4).forward(x);
        var last = Reader(Config(("ansatz", "QaaHybrid.Ansatz.PairwiseEntangling"), ("layers", 1), ("measured_qubits", 2)), 16, qubits: 4).forward(x);
        Assert.That(Distance(last, all.narrow(-1, 2, 2)), Is.Zero);
    }

    [Test]
    public void TheNorm_ComesBack()
    {
        using var scope = NewDisposeScope();
        var x = randn([5, 13], dtype: float64);
        var plain = Reader(Config(("layers", 2)), 13, qubits: 4).forward(x);
        var multiplied = Reader(Config(("layers", 2), ("norm", "multiply")), 13, qubits: 4);
        var beside = Reader(Config(("layers", 2), ("norm", "concatenate")), 13, qubits: 4);
        Assert.That(Distance(multiplied.forward(x), plain * x.pow(2).sum(-1, keepdim: true).sqrt()), Is.LessThan(1e-12));
        Assert.That(Distance(beside.forward(x), cat([plain, x], -1)), Is.LessThan(1e-12));
        Assert.That(beside.Features, Is.EqualTo(17));
    }

    [Test]
    public void ZeroPadding_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        var x = randn([5, 9], dtype: float64);
        var padded = cat([x, zeros([5, 7], dtype: float64)], -1);
        Assert.That(Distance(Reader(Config(("layers", 2)), 9, qubits: 4).forward(x), Reader(Config(("layers", 2)), 16, qubits: 4).forward(padded)), Is.LessThan(1e-14));
    }

    [Test]
    public void ReUploading_TurnsTheAnglesByTheUnitVector()
    {
        using var scope = NewDisposeScope();
        var reader = Reader(Config(("layers", 2), ("reupload", true)), width: 3, qubits: 2);
        Randomize(reader);
        var x = randn([4, 3], dtype: float64);
        var read = reader.forward(x);
        var (theta, w) = (reader.Quantum.Theta, reader.Reupload!.data<double>().ToArray());
        for (var row = 0; row < 4; row++)
        {
            var vector = x[row].data<double>().ToArray();
            var norm = Math.Sqrt(vector.Sum(value => value * value));
            double[] angles = [.. theta.Select((angle, p) => angle + w[p] * vector[p % 3] / norm)];
            var expected = new SimulatorBackend().RunAsync([new BackendRun(reader.Quantum.Circuit, angles, vector)]).GetAwaiter().GetResult()[0].Z;
            Assert.That(read[row].data<double>().ToArray(), Is.EqualTo(expected).Within(1e-12));
        }
        Assert.That(Distance(reader.forward(x * 3), read), Is.LessThan(1e-12), "the length is still not seen");
        Assert.That(Distance(reader.forward(-x), read), Is.GreaterThan(1e-3), "the sign is");
    }

    [Test]
    public void OverRandomCircuits_ProbabilitiesAreFeaturesOfTheSquaredCosine([Values(0.0, 0.6, 1.0)] double cosine)
    {
        // E[Σ_j p_j(a) p_j(a')] = (1 + (a·a')²) / (B + 1) for Haar-random U; deep circuits with random angles come near to it.
        using var scope = NewDisposeScope();
        const int qubits = 3, samples = 600;
        var reader = Reader(Config(("read_out", "probabilities"), ("bottleneck", 8), ("ansatz", "QaaHybrid.Ansatz.StronglyEntangling"), ("layers", 8)), 8, qubits);
        var x = tensor([1, 0, 0, 0, 0, 0, 0, 0, cosine, 0, 0, 0, 0, Math.Sqrt(1 - cosine * cosine), 0, 0], dtype: float64).reshape(2, 8);
        var random = new Random(23);
        var sums = new double[samples];
        using var guard = no_grad();
        for (var sample = 0; sample < samples; sample++)
        {
            reader.Quantum.theta.copy_(tensor([.. reader.Quantum.Theta.Select(_ => random.NextDouble() * 2 * Math.PI)], dtype: float64));
            var p = reader.forward(x);
            sums[sample] = (p[0] * p[1]).sum().ToDouble();
        }
        var mean = sums.Average();
        var error = Math.Sqrt(sums.Sum(sum => (sum - mean) * (sum - mean)) / (samples - 1) / samples);
        Assert.That(mean, Is.EqualTo((1 + cosine * cosine) / 9).Within(4 * error));
        Assert.That(error, Is.LessThan(0.004), "the statistic is sharp enough to tell 1/9 from 2/9");
    }

    [TestCase("QaaHybrid.Ansatz.Square", 1, 12)]
    [TestCase("QaaHybrid.Ansatz.Square", 2, 20)]
    [TestCase("QaaHybrid.Ansatz.Square", 3, 28)]
    [TestCase("QaaHybrid.SquareVariants.RealRing", 1, 8)]
    public void ItsJacobian_HasThePublishedRank(string ansatz, int layers, int rank)
    {
        // SQUARE: n(2L + 1) independent directions of 3Ln angles at n = 4, because RY blocks of successive layers fuse.
        using var scope = NewDisposeScope();
        var reader = Reader(Config(("read_out", "probabilities"), ("bottleneck", 16), ("ansatz", ansatz), ("layers", layers)), 16, qubits: 4);
        var p = reader.forward(randn([4, 16], dtype: float64)).flatten();
        var rows = Enumerable.Range(0, (int)p.numel()).Select(i => autograd.grad([p[i]], [reader.Quantum.theta], retain_graph: true)[0].ToArray<double>());
        var values = Matrix<double>.Build.DenseOfRows(rows).Svd(computeVectors: false).S;
        Assert.That(values.Count(value => value > 1e-9 * values[0]), Is.EqualTo(rank));
    }

    [TestCase("projected", 4, "16,8,1", false, 140)] // SQUARE's paper on QAA: 4 angles + 136 of the bias-free head
    [TestCase("square", 12, "20,8,1", false, 180)] // its suite with other backbones: 20 numbers, bias-free head
    [TestCase("square probabilities", 12, "16,8,1", true, 157)] // its main model: probabilities only, head with biases
    public void WithThePublishedHeads_CountsAreThePublishedOnes(string form, int angles, string widths, bool bias, int published)
    {
        using var scope = NewDisposeScope();
        var config = form.Split(' ') is [var square, var readOut] ? Config(("form", square), ("read_out", readOut)) : Config(("form", form));
        var reader = Reader(config, 16, qubits: 4);
        int[] sizes = [.. widths.Split(',').Select(int.Parse)];
        Linear[] head = [nn.Linear(sizes[0], sizes[1], hasBias: bias, dtype: float64), nn.Linear(sizes[1], sizes[2], hasBias: bias, dtype: float64)];
        Assert.That(head[1].forward(head[0].forward(reader.forward(randn([2, 16], dtype: float64))).tanh()).shape, Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(reader.parameters().Sum(parameter => parameter.numel()), Is.EqualTo(angles));
        Assert.That(reader.parameters().Concat(head.SelectMany(layer => layer.parameters())).Sum(parameter => parameter.numel()), Is.EqualTo(published));
    }

    // p_j(x)·x·x = xᵀQ_j x, by polarisation: Q_ab = (f(e_a + e_b) − f(e_a) − f(e_b)) / 2.
    private static List<Matrix<double>> QuadraticForms(CircuitReader reader, int width)
    {
        double[] At(int a, int b)
        {
            var x = tensor([.. Enumerable.Range(0, width).Select(i => i == a || i == b ? 1.0 : 0)], dtype: float64).reshape(1, width);
            return (reader.forward(x) * x.pow(2).sum()).data<double>().ToArray();
        }
        var single = Enumerable.Range(0, width).Select(a => At(a, a)).ToArray();
        return [.. Enumerable.Range(0, single[0].Length).Select(j => Matrix<double>.Build.Dense(width, width, (a, b) => a == b ? single[a][j] : (At(a, b)[j] - single[a][j] - single[b][j]) / 2))];
    }

    private static void Randomize(CircuitReader reader)
    {
        using var guard = no_grad();
        foreach (var parameter in reader.parameters())
            parameter.add_(randn(parameter.shape, dtype: float64));
    }
}
