using QaaHybrid.Circuits.Density;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Trajectories;

namespace QaaHybrid.Circuits.Tests;

public class TrajectoryJobTest
{
    [Test]
    public void Without_noise_every_trajectory_is_the_state()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var circuit = Tapes.Random(seed, 5, 80, auxiliary: 1);
            var theta = Tapes.Angles(seed, circuit.Parameters);
            var input = Tapes.Normal(seed, 20);
            var norm = Math.Sqrt(input.Sum(x => x * x));
            var expected = ReferenceSimulator.Run(circuit, theta, input, ReadOut.PauliZ);
            var job = new TrajectoryJob(circuit, theta, [.. input.Select(x => x / norm)], NoiseModel.None, 3, 1);
            Assert.That(job.Expect(1), Is.EqualTo(new[] { expected, expected, expected }.SelectMany(z => z)).Within(1e-13), $"seed {seed}");
        }
    }

    [TestCase(1)]
    [TestCase(4)]
    public void The_mean_over_trajectories_is_the_density_matrix(int qubits)
    {
        const int Trajectories = 20_000;
        for (var seed = 0; seed < 3; seed++)
        {
            var circuit = Tapes.Random(seed, qubits, 25);
            var theta = Tapes.Angles(seed, circuit.Parameters);
            var rho = DensityMatrix.After(circuit, theta, [1], NoiseModels.Everything);
            var probabilities = rho.Probabilities(qubits);
            for (var q = 0; q < qubits; q++)
                NoiseModels.Everything.ReadOut(q).Apply(probabilities, qubits - 1 - q);
            var outcomes = new TrajectoryJob(circuit, theta, [1], NoiseModels.Everything, Trajectories, seed).Measure(1);
            for (var l = 0; l < probabilities.Length; l++)
            {
                var found = outcomes.Count(outcome => outcome == l) / (double)Trajectories;
                var error = Math.Sqrt(probabilities[l] * (1 - probabilities[l]) / Trajectories);
                Assert.That(found, Is.EqualTo(probabilities[l]).Within(4 * error), $"seed {seed}, basis state {l}");
            }
            var z = new TrajectoryJob(circuit, theta, [1], NoiseModels.Everything, Trajectories, seed).Expect(1);
            var exact = Measurement.Exact(probabilities).Z;
            for (var q = 0; q < qubits; q++)
                Assert.That(z.Where((_, i) => i % qubits == q).Average(), Is.EqualTo(exact[q]).Within(4 / Math.Sqrt(Trajectories)), $"seed {seed}, qubit {q}");
        }
    }

    [Test]
    public void A_seed_settles_everything_whatever_the_registers_and_threads()
    {
        var circuit = Tapes.Random(3, 6, 60);
        var theta = Tapes.Angles(3, circuit.Parameters);
        var expected = Job(7).Measure(1);

        Assert.Multiple(() =>
        {
            Assert.That(Job(7).Measure(3), Is.EqualTo(expected));
            Assert.That(With<Lanes128<double>>(), Is.EqualTo(expected));
            Assert.That(With<Lanes256<double>>(), Is.EqualTo(expected));
            Assert.That(With<Lanes512<double>>(), Is.EqualTo(expected));
            Assert.That(Job(7, 50).Measure(1), Is.EqualTo(expected[..50]), "a trajectory does not depend on how many there are");
            Assert.That(Job(8).Measure(1), Is.Not.EqualTo(expected));
        });

        TrajectoryJob Job(long seed, int trajectories = 101) => new(circuit, theta, [1], NoiseModels.Everything, trajectories, seed);

        int[] With<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            var job = Job(7);
            job.Measure(1);
            Array.Clear(job.Outcomes!);
            job.Run<TLanes>(1);
            return job.Outcomes!;
        }
    }
}
