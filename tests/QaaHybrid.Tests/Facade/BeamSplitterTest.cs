using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using QaaHybrid.Circuits;
using QaaHybrid.Circuits.Tests;
using QaaHybrid.QSharp;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Facade;

/// <summary>RBS(θ) in Q#, in our simulators and as a matrix; and the pyramid as it comes out of the compiler.</summary>
public class BeamSplitterTest
{
    private readonly QaaSession _session = new(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes"));

    [OneTimeTearDown]
    public async Task Close() => await _session.DisposeAsync();

    [TestCase(0.3)]
    [TestCase(-2.9)]
    [TestCase(4.4)]
    public async Task RBS_is_the_same_three_ways(double theta)
    {
        var (c, s) = (Math.Cos(theta), Math.Sin(theta));
        var matrix = Matrix<double>.Build.DenseOfArray(new[,] { { 1, 0, 0, 0 }, { 0, c, s, 0 }, { 0, -s, c, 0 }, { 0, 0, 0, 1 } });
        var dumps = (await _session.Engine.RunAsync(null, $$"""
            for j in 0..3 {
                use qs = Qubit[2];
                ApplyPauliFromBitString(PauliX, true, [j >= 2, j % 2 == 1], qs);
                QaaHybrid.Gates.RBS({{QSharpText.Literal(theta)}}, qs[0], qs[1]);
                Std.Diagnostics.DumpMachine();
                ResetAll(qs);
            }
            """)).Dumps;
        // On two qubits the pyramid is the one gate.
        var circuit = await _session.Circuits.ImportAsync(new CircuitRequest(null, "QaaHybrid.Layers.Pyramid", 2, 1));
        var ours = CompoundMatrix.Unitary(circuit, [theta]);
        for (var column = 0; column < 4; column++)
        {
            Complex[] expected = [.. matrix.Column(column).Select(entry => new Complex(entry, 0))];
            var basis = new double[4];
            basis[column] = 1;
            var state = ReferenceSimulator.Load(circuit, basis);
            ReferenceSimulator.Apply(circuit, [theta], state);
            Assert.That(Distance(dumps[column].ToAmplitudes(), expected), Is.LessThan(1e-12), "Q#");
            Assert.That(Distance(state, expected), Is.LessThan(1e-12), "reference simulator");
            Assert.That(Distance([.. Enumerable.Range(0, 4).Select(row => new Complex(ours[row, column], 0))], expected), Is.LessThan(1e-12), "executor");
        }
    }

    [Test]
    public async Task The_imported_pyramid_is_the_compound_of_its_weight_one_matrix([Range(2, 8)] int qubits)
    {
        var pyramid = await _session.Circuits.ImportAsync(new CircuitRequest(null, "QaaHybrid.Layers.Pyramid", qubits, qubits * (qubits - 1) / 2));
        CompoundMatrix.Check(pyramid, [.. Enumerable.Range(0, pyramid.Parameters).Select(i => 3 * Math.Sin(5 * i + qubits))]);
    }

    // Without any phase: the gate is its matrix, not its matrix up to a sign.
    private static double Distance(IReadOnlyList<Complex> a, IReadOnlyList<Complex> b) => a.Zip(b, (x, y) => (x - y).Magnitude).Max();
}
