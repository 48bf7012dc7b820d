using System.Numerics;
using System.Text.Json;
using QaaHybrid.Circuits;

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

    [Test]
    public async Task The_host_computes_the_angles_that_Q_sharp_computes()
    {
        var random = new Random(17);
        List<double[]> vectors = [[-1], [0, 0, 0], [1, -2, 3, -4, 5], [0, -1, 0, 0], [-1, 0, -1, 0]];
        for (var length = 1; length <= 33; length += 4)
            vectors.Add([.. Enumerable.Range(0, length).Select(_ => random.NextDouble() * 2 - 1)]);

        var calls = vectors.Select(data => $"QaaHybrid.Loaders.AmplitudeAngles({QSharpText.Literal(data)})");
        var run = await SharedEngine.Engine.RunAsync(null, $"[{string.Join(", ", calls)}]");

        var angles = JsonSerializer.Deserialize<double[][]>(run.Values[0])!;
        for (var i = 0; i < vectors.Count; i++)
            Assert.That(AmplitudeEmbedding.Angles(vectors[i]), Is.EqualTo(angles[i]).Within(1e-12), $"vector {i}");
    }
}
