using QaaHybrid.Circuits.Choice;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Tests;

public class ExecutorChoiceTest
{
    [Test]
    public void The_matrix_is_taken_for_many_rows_of_a_deep_circuit_on_few_qubits()
    {
        var (deep, wide) = (new CircuitExecutor<float>(Tapes.Ring(5, 60), ReadOut.PauliZ, 5), new CircuitExecutor<float>(Tapes.Ring(10, 2), ReadOut.PauliZ, 10));

        Assert.Multiple(() =>
        {
            Assert.That(deep.ChoiceFor(4096).Executor, Is.EqualTo(ExecutorKind.Dense));
            Assert.That(deep.ChoiceFor(4096).Reason, Does.Contain("a 32 × 32 matrix").And.Contains("4096 rows"));
            Assert.That(deep.ChoiceFor(1).Executor, Is.EqualTo(ExecutorKind.StateVector));
            Assert.That(wide.ChoiceFor(64).Executor, Is.EqualTo(ExecutorKind.StateVector));
            Assert.That(wide.ChoiceFor(64).Reason, Does.Contain("2^10 real amplitudes"));
            Assert.That(new CircuitExecutor<float>(Tapes.Ring(12, 1), ReadOut.PauliZ, 1).ChoiceFor(100_000).Reason, Does.Contain("more than"));
        });
    }

    [Test]
    public void The_choice_is_that_of_the_last_batch_and_does_not_change_what_comes_out()
    {
        var circuit = Tapes.Ring(4, 40);
        var chooses = new CircuitExecutor<double>(circuit, ReadOut.PauliZ, 4, new ExecutorOptions());
        var asked = new CircuitExecutor<double>(circuit, ReadOut.PauliZ, 4, new ExecutorOptions { Executor = ExecutorKind.StateVector });
        var theta = Tapes.Angles(1, circuit.Parameters);
        foreach (var (rows, executor) in new[] { (3, ExecutorKind.StateVector), (2000, ExecutorKind.Dense) })
        {
            double[] input = Tapes.Normal(rows, rows * 16), weights = Tapes.Normal(1, rows * 4);
            var distance = Batch.Run(chooses, theta, input, 16, weights).DistanceTo(Batch.Run(asked, theta, input, 16, weights));

            Assert.That(chooses.Choice.Executor, Is.EqualTo(executor), $"{rows} rows");
            Assert.That(distance, Is.LessThan(1e-10), $"{rows} rows");
        }
        Assert.That(asked.Choice, Is.EqualTo(new ExecutorChoice(ExecutorKind.StateVector, "asked for by name")));
    }

    [Test]
    public void All_executors_agree_and_central_differences_with_them([Values] bool complex)
    {
        // Weight-2 rows of six qubits, in the subspace, in all 2⁶ amplitudes, and by the matrices of both.
        var circuit = complex ? WeightTapes.Complex(6, 1) : WeightTapes.Of(6, WeightTapes.RoundRobin(6));
        var basis = new WeightBasis(6, 2);
        int[] places = [.. Enumerable.Range(0, 15).Select(i => basis.Elements[(2 * i)..(2 * i + 2)].Sum(qubit => 1 << 5 - qubit))];
        double[] theta = Tapes.Angles(1, circuit.Parameters), rows = Tapes.Normal(2, 4 * 15), weights = Tapes.Normal(3, 4 * 6), all = new double[4 * 64];
        for (var i = 0; i < rows.Length; i++)
            all[i / 15 * 64 + places[i % 15]] = rows[i];
        var found = new Dictionary<string, Batch>();
        foreach (var kind in (ExecutorKind[])[ExecutorKind.Subspace, ExecutorKind.Dense])
            found[$"{kind}, weight 2"] = Batch.Run(Make(new ExecutorOptions { Executor = kind, HammingWeight = 2 }), theta, rows, 15, weights);
        foreach (var kind in (ExecutorKind[])[ExecutorKind.StateVector, ExecutorKind.Dense])
        {
            var batch = Batch.Run(Make(new ExecutorOptions { Executor = kind }), theta, all, 64, weights);
            found[$"{kind}"] = batch with { GradInput = [.. Enumerable.Range(0, rows.Length).Select(i => batch.GradInput[i / 15 * 64 + places[i % 15]])] };
        }

        Assert.Multiple(() =>
        {
            foreach (var (name, batch) in found)
            {
                Assert.That(batch.DistanceTo(found.Values.First()), Is.LessThan(1e-10), name);
                for (var p = 0; p < theta.Length; p += 5)
                    Assert.That(batch.GradTheta[p], Is.EqualTo((Loss(p, 1e-5) - Loss(p, -1e-5)) / 2e-5).Within(1e-7), $"{name}, θ[{p}]");
            }
        });

        CircuitExecutor<double> Make(ExecutorOptions options) => new(circuit, ReadOut.PauliZ, 6, options);

        double Loss(int p, double step)
        {
            double[] moved = [.. theta], output = new double[weights.Length];
            moved[p] += step;
            Make(new ExecutorOptions { HammingWeight = 2 }).Forward(moved, rows, 15, output);
            return output.Zip(weights, (a, b) => a * b).Sum();
        }
    }

    [Test]
    public void Options_that_do_not_go_together_are_refused()
    {
        var pyramid = Tapes.Pyramid(4);

        Assert.Multiple(() =>
        {
            Assert.That(() => Make(pyramid, new ExecutorOptions { Executor = ExecutorKind.Subspace }), Throws.ArgumentException.With.Message.Contains("without a Hamming weight"));
            Assert.That(
                () => Make(pyramid, new ExecutorOptions { Executor = ExecutorKind.StateVector, HammingWeight = 2 }), Throws.ArgumentException.With.Message.Contains("weight 2"));
            Assert.That(() => Make(Tapes.Ring(4, 1), new ExecutorOptions { HammingWeight = 1 }), Throws.TypeOf<NotSupportedException>().With.Message.Contains("gate 0 (RY"));
            Assert.That(() => Make(pyramid, new ExecutorOptions { HammingWeight = 5 }), Throws.TypeOf<NotSupportedException>().With.Message.Contains("no Hamming weight 5"));
            Assert.That(
                () => new CircuitExecutor<float>(WeightTapes.Complex(4, 1), ReadOut.Amplitudes, 4, new ExecutorOptions { HammingWeight = 1 }),
                Throws.TypeOf<NotSupportedException>().With.Message.Contains("is not real"));
        });

        static CircuitExecutor<float> Make(Circuit circuit, ExecutorOptions options) => new(circuit, ReadOut.PauliZ, 1, options);
    }

    [Test]
    public void Predictions_grow_with_rows_and_depth()
    {
        var (shallow, deep) = (CircuitCost.OfStateVector(Tapes.Ring(6, 2)), CircuitCost.OfStateVector(Tapes.Ring(6, 20)));
        var constants = CostConstants.Measured;

        Assert.Multiple(() =>
        {
            Assert.That(deep.Turns, Is.EqualTo(10 * shallow.Turns));
            Assert.That(constants.Direct(deep, 64, 16), Is.GreaterThan(constants.Direct(shallow, 64, 16)));
            Assert.That(constants.Direct(deep, 1000, 16), Is.GreaterThan(constants.Direct(deep, 64, 16)));
            Assert.That(constants.Dense(deep, 1000, 16) - constants.Dense(deep, 64, 16), Is.EqualTo(constants.Dense(shallow, 1000, 16) - constants.Dense(shallow, 64, 16)).Within(1e-6));
        });
    }
}
