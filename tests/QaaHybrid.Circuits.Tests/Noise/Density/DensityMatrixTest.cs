using QaaHybrid.Circuits.Density;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Tests;

public class DensityMatrixTest
{
    [TestCase(1, 30)]
    [TestCase(2, 40)]
    [TestCase(3, 40)]
    [TestCase(4, 40)]
    public void Equals_the_sum_over_Kraus_operators(int qubits, int gates)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var circuit = Tapes.Random(seed, qubits, gates);
            var theta = Tapes.Angles(seed, circuit.Parameters);
            var expected = KrausSum.After(circuit, theta, NoiseModels.Everything);
            var found = DensityMatrix.After(circuit, theta, [1], NoiseModels.Everything);
            for (var row = 0; row < 1 << qubits; row++)
                for (var column = 0; column < 1 << qubits; column++)
                    Assert.That((found[row, column] - expected[row, column]).Magnitude, Is.LessThan(1e-14), $"seed {seed}, [{row}, {column}]");
        }
    }

    [Test]
    public void Without_noise_it_is_the_state()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var circuit = Tapes.Random(seed, 5, 80, auxiliary: 1);
            var theta = Tapes.Angles(seed, circuit.Parameters);
            var input = Tapes.Normal(seed, 20);
            var norm = Math.Sqrt(input.Sum(x => x * x));
            var expected = ReferenceSimulator.Run(circuit, theta, input, ReadOut.Probabilities);
            var found = DensityMatrix.After(circuit, theta, [.. input.Select(x => x / norm)], NoiseModel.None);
            Assert.That(found.Probabilities(5), Is.EqualTo(expected).Within(1e-13), $"seed {seed}");
        }
    }

    [Test]
    public void Registers_and_threads_change_nothing()
    {
        var circuit = Tapes.Random(3, 7, 60);
        var theta = Tapes.Angles(3, circuit.Parameters);
        var expected = DensityMatrix.After(circuit, theta, [1], NoiseModels.Everything).Probabilities(7);

        Assert.Multiple(() =>
        {
            Assert.That(DensityMatrix.After(circuit, theta, [1], NoiseModels.Everything, threads: 3).Probabilities(7), Is.EqualTo(expected));
            Assert.That(With<Lanes128<double>>(), Is.EqualTo(expected).Within(1e-15));
            Assert.That(With<Lanes256<double>>(), Is.EqualTo(expected).Within(1e-15));
            Assert.That(With<Lanes512<double>>(), Is.EqualTo(expected).Within(1e-15));
        });

        double[] With<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            var matrix = DensityMatrix.After(new Circuit("none", 7, 0, 0, []), [], [1], NoiseModel.None);
            foreach (var map in NoisyCircuit.Maps(circuit, theta, NoiseModels.Everything))
                matrix.Apply<TLanes>(map, 1);
            return matrix.Probabilities(7);
        }
    }
}
