using System.Numerics;
using System.Text.Json;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>The shipped Q# against what it is documented to be.</summary>
public class ShippedLibraryTest
{
    [TestCase(0.3)]
    [TestCase(-1.1)]
    [TestCase(2.7)]
    [TestCase(5.9)]
    public async Task RBS_is_its_matrix(double theta)
    {
        var (c, s) = (Math.Cos(theta), Math.Sin(theta));
        double[][] rows = [[1, 0, 0, 0], [0, c, s, 0], [0, -s, c, 0], [0, 0, 0, 1]];

        // Column j is what becomes of basis state j.
        var run = await SharedEngine.Engine.RunAsync(null, $$"""
            for j in 0..3 {
                use qs = Qubit[2];
                ApplyPauliFromBitString(PauliX, true, [j >= 2, j % 2 == 1], qs);
                QaaHybrid.Gates.RBS({{QSharpText.Literal(theta)}}, qs[0], qs[1]);
                Std.Diagnostics.DumpMachine();
                ResetAll(qs);
            }
            """);

        var columns = run.Dumps.Select(dump => dump.ToAmplitudes()).ToArray();
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                Assert.That((columns[column][row] - new Complex(rows[row][column], 0)).Magnitude, Is.LessThan(1e-12), $"row {row}, column {column}");
    }

    [Test]
    public async Task The_embedding_reproduces_signed_vectors()
    {
        var random = new Random(11);
        for (var n = 1; n <= 5; n++)
        {
            var data = Enumerable.Range(0, 1 << n).Select(_ => random.NextDouble() * 2 - 1).ToArray();
            var norm = Math.Sqrt(data.Sum(x => x * x));

            var run = await SharedEngine.Engine.RunAsync(null, $$"""
                {
                    use qs = Qubit[{{n}}];
                    QaaHybrid.Loaders.AmplitudeEmbedding(QaaHybrid.Loaders.AmplitudeAngles({{QSharpText.Literal(data)}}), qs);
                    Std.Diagnostics.DumpMachine();
                    ResetAll(qs);
                }
                """);

            // Signs included, without any phase to be divided out.
            Assert.That(run.Dumps[0].ToAmplitudes().Select(a => a.Real), Is.EqualTo(data.Select(x => x / norm)).Within(1e-9));
        }
    }

    private static readonly Random Numbers = new(17);

    private static double[] Signed(int length) => [.. Enumerable.Range(0, length).Select(_ => Numbers.NextDouble() * 2 - 1)];

    [Test]
    public async Task The_host_computes_the_angles_that_Q_sharp_computes()
    {
        List<(string Call, double[] Angles)> twins = [];
        List<double[]> vectors = [[-1], [0, 0, 0], [1, -2, 3, -4, 5], [0, -1, 0, 0], [-1, 0, -1, 0], .. Enumerable.Range(0, 9).Select(i => Signed(4 * i + 1))];
        foreach (var data in vectors)
        {
            var text = QSharpText.Literal(data);
            twins.Add(($"QaaHybrid.Loaders.AmplitudeAngles({text})", AmplitudeEmbedding.Angles(data)));
            if (data.Length == 1)
                continue;
            twins.Add(($"QaaHybrid.UnaryLoaders.UnaryDiagonalAngles({text})", UnaryDiagonal.Angles(data)));
            twins.Add(($"QaaHybrid.UnaryLoaders.UnarySemiDiagonalAngles({text})", UnarySemiDiagonal.Angles(data)));
            twins.Add(($"QaaHybrid.UnaryLoaders.UnaryTreeAngles({text})", UnaryTree.Angles(data)));
        }
        for (var qubits = 1; qubits <= 6; qubits++)
            for (var weight = 1; weight <= qubits; weight++)
            {
                var upTo = UpToWeightEncoder.Angles([0], qubits, weight).Length + 1;
                foreach (var data in new[] { Signed(upTo), [0.0, .. Signed(qubits / 2)] })
                    twins.Add(($"QaaHybrid.WeightEncoders.UpToWeightAngles({qubits}, {weight}, {QSharpText.Literal(data)})", UpToWeightEncoder.Angles(data, qubits, weight)));
                if (weight == qubits)
                    continue;
                var exactly = HammingWeightEncoder.Angles([0], qubits, weight).Length + 1;
                foreach (var data in new[] { Signed(exactly), [0.0, .. Signed(qubits / 2)] })
                    twins.Add(($"QaaHybrid.WeightEncoders.HammingWeightAngles({qubits}, {weight}, {QSharpText.Literal(data)})", HammingWeightEncoder.Angles(data, qubits, weight)));
            }

        var run = await SharedEngine.Engine.RunAsync(null, $"[{string.Join(", ", twins.Select(twin => twin.Call))}]");

        var angles = JsonSerializer.Deserialize<double[][]>(run.Values[0])!;
        for (var i = 0; i < twins.Count; i++)
            Assert.That(twins[i].Angles, Is.EqualTo(angles[i]).Within(1e-12), twins[i].Call);
    }

    [TestCase("Layers.XLayout", 5, 7, "the X layout needs an even number of qubits, 5 were given")]
    [TestCase("Layers.FermionicButterfly", 6, 9, "the butterfly layout needs a power of two of qubits, 6 were given")]
    [TestCase("Layers.RoundRobin", 4, 5, "RoundRobin on 4 qubits takes a positive multiple of 6 angles, 5 were given")]
    [TestCase("Ansatz.StronglyEntangling", 3, 8, "StronglyEntangling on 3 qubits takes a positive multiple of 9 angles, 8 were given")]
    [TestCase("UnaryLoaders.UnaryTree", 4, 4, "UnaryTree on 4 qubits takes 3 angles, 4 were given")]
    [TestCase("WeightEncoders.HammingWeightEncoder", 4, 4, "HammingWeightEncoder on 4 qubits takes C(4, k) - 1 angles for a weight k of at most 2, 4 were given")]
    [TestCase("WeightEncoders.UpToWeightEncoder", 3, 5, "UpToWeightEncoder on 3 qubits takes C(3, 0) + … + C(3, k) - 1 angles for a weight k from 1 on, 5 were given")]
    public void Sizes_that_do_not_exist_are_refused_with_their_reason(string operation, int qubits, int parameters, string reason) =>
        Assert.That(
            async () => await SharedEngine.Engine.RunAsync(null, $"{{ use qs = Qubit[{qubits}]; QaaHybrid.{operation}([0.1, size = {parameters}], qs); }}"),
            Throws.TypeOf<QSharpException>().With.Message.Contains(reason));

    // What the state of an ansatz is, the tests in Q# say; that each becomes a tape, checked against Microsoft's simulator, is said here.
    [TestCase("Ansatz.AllToAll", 3, 2, 18, false)]
    [TestCase("Ansatz.StronglyEntangling", 3, 2, 18, false)]
    [TestCase("Layers.XLayout", 4, 1, 5, true)]
    [TestCase("Layers.FermionicButterfly", 4, 1, 4, true)]
    [TestCase("Layers.FermionicRoundRobin", 4, 1, 6, true)]
    [TestCase("UnaryLoaders.UnarySemiDiagonal", 5, 1, 4, true)]
    [TestCase("WeightEncoders.HammingWeightEncoder", 6, 3, 19, true)]
    [TestCase("WeightEncoders.UpToWeightEncoder", 4, 3, 14, true)]
    public async Task Operations_become_tapes_that_turn_by_their_angles(string operation, int qubits, int layers, int parameters, bool real)
    {
        var source = new QSharpCircuitSource(SharedEngine.Engine, TemporaryFolders.Make());
        var count = await source.CountParametersAsync(null, $"QaaHybrid.{operation}", qubits, layers);
        var circuit = await source.ImportAsync(new CircuitRequest(null, $"QaaHybrid.{operation}", qubits, parameters));

        Assert.That(count, Is.EqualTo(parameters));
        Assert.That(CircuitInfo.Of(circuit).IsReal, Is.EqualTo(real));
        // Every angle is plus or minus one parameter, so a beam splitter keeps its frequencies 1 and 2 under any number of controls; only the
        // rotation without a control that begins all weights turns by twice its own.
        var scales = circuit.Gates.Where(gate => gate.IsRotation).Select(gate => (Scale: Math.Abs(gate.Angle.Scale), gate.Angle.Parameter)).ToArray();
        Assert.That(scales.Select(gate => gate.Parameter).Distinct().Count(), Is.EqualTo(parameters));
        Assert.That(scales.Where(gate => !(operation.Contains("UpTo", StringComparison.Ordinal) && gate.Parameter == 0)).Select(gate => gate.Scale), Is.All.EqualTo(1).Within(1e-12));
    }
}
