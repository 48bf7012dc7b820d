using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Dense;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Tests;

/// <summary>
/// The matrix of the whole circuit, in float and double and all widths of registers, against the reference simulator: read-outs, gradients of θ
/// and of the input.
/// </summary>
[TestFixture(typeof(float), 128)]
[TestFixture(typeof(float), 256)]
[TestFixture(typeof(float), 512)]
[TestFixture(typeof(double), 128)]
[TestFixture(typeof(double), 256)]
[TestFixture(typeof(double), 512)]
public class DenseEngineTest<T>(int registerBits) : LaneFixture<T>(registerBits)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Test]
    public void Random_circuits_agree_with_the_reference([Range(1, 5)] int qubits, [Values] bool real)
    {
        for (var seed = 0; seed < 6; seed++)
            Check(Tapes.Random(seed, qubits, 10 + 6 * seed, real), rows: 3 + 7 * seed, columns: (1 << qubits) - (seed % 2 == 1 ? 1 << qubits >> 2 : 0));
    }

    [Test]
    public void Layered_circuits_agree_with_the_reference([Values(1, 16, 17, 31, 32, 33, 65)] int rows)
    {
        Check(Tapes.Ring(5, 3), rows, 32);
        Check(Tapes.Square(4, 2), rows, 13);
        Check(Tapes.Pyramid(5), rows, 27);
    }

    [Test]
    public void Auxiliary_qubits_agree_with_the_reference() =>
        Check(new Circuit("controlled", 3, 1, 1, [.. WeightTapes.ControlledRbs([2], 0, 1, new Angle(0, 1, 0), 3)]), rows: 5, columns: 8);

    [Test]
    public void Subspaces_agree_with_their_own_executor([Values(1, 2)] int weight, [Values] bool complex, [Values] ReadOut readOut)
    {
        var circuit = complex ? WeightTapes.Complex(6, 2) : WeightTapes.Of(6, WeightTapes.Pyramid(6));
        var options = new ExecutorOptions { HammingWeight = weight, Executor = ExecutorKind.Subspace };
        if (complex && readOut == ReadOut.Amplitudes)
        {
            Assert.That(() => new CircuitExecutor<T>(circuit, readOut, 5, options), Throws.TypeOf<NotSupportedException>());
            return;
        }
        var expectedBy = new CircuitExecutor<T>(circuit, readOut, 5, options);
        var executor = new CircuitExecutor<T>(circuit, readOut, 5, options, null, Create);
        var columns = expectedBy.States - 1;
        double[] theta = Tapes.Angles(1, circuit.Parameters), input = Tapes.Normal(2, 37 * columns), weights = Tapes.Normal(3, 37 * 5);

        Assert.That(
            Batch.Run(executor, theta, input, columns, weights).DistanceTo(Batch.Run(expectedBy, theta, input, columns, weights)), Is.LessThan(Tolerance));
    }

    [Test]
    public void Amplitudes_without_normalisation_are_a_linear_map()
    {
        var circuit = Tapes.Random(1, 4, 30, real: true);
        double[] theta = Tapes.Angles(1, circuit.Parameters), input = Rounded(Tapes.Normal(2, 20 * 13)), weights = Rounded(Tapes.Normal(3, 20 * 9));
        var found = Batch.Run(Make(circuit, ReadOut.Amplitudes, 9, normalize: false), theta, input, 13, weights);

        Assert.That(found.DistanceTo(Batch.Reference(circuit, ReadOut.Amplitudes, theta, input, 13, weights, normalize: false)), Is.LessThan(Tolerance));
    }

    [Test]
    public void The_matrix_follows_theta_and_the_length_of_rows()
    {
        var circuit = Tapes.Ring(3, 2);
        var executor = Make(circuit, ReadOut.PauliZ, 3);
        foreach (var (seed, columns) in new[] { (1, 8), (2, 8), (2, 5), (1, 5), (1, 8) })
        {
            double[] theta = Tapes.Angles(seed, 6), input = Rounded(Tapes.Normal(2, 4 * columns)), weights = Rounded(Tapes.Normal(3, 12));
            Assert.That(
                Batch.Run(executor, theta, input, columns, weights).DistanceTo(Batch.Reference(circuit, ReadOut.PauliZ, theta, input, columns, weights)),
                Is.LessThan(Tolerance));
        }
    }

    [Test]
    public void Results_do_not_depend_on_the_number_of_threads_and_calls_allocate_nothing([Values] bool complex)
    {
        var circuit = complex ? Tapes.Square(6, 1) : Tapes.Ring(6, 2);
        const int Rows = 203;
        T[] input = [.. Tapes.Normal(2, Rows * 60).Select(T.CreateChecked)], weights = [.. Tapes.Normal(3, Rows * 6).Select(T.CreateChecked)];
        (T[], double[], T[])? expected = null;
        foreach (var threads in (int[])[1, 2, 3, 8])
        {
            var theta = Tapes.Angles(1, circuit.Parameters);
            var executor = Make(circuit, ReadOut.PauliZ, 6, threads: threads);
            var (output, gradTheta, gradInput) = (new T[Rows * 6], new double[theta.Length], new T[input.Length]);
            Call();
            theta[0] += 2;
            Call();
            theta[0] -= 1;
            var allocated = Allocations.OfOneCall(Call);
            expected ??= ([.. output], [.. gradTheta], [.. gradInput]);
            Assert.That(output, Is.EqualTo(expected.Value.Item1), $"{threads} threads");
            Assert.That(gradTheta, Is.EqualTo(expected.Value.Item2), $"{threads} threads");
            Assert.That(gradInput, Is.EqualTo(expected.Value.Item3), $"{threads} threads");
            if (threads == 1)
                Assert.That(allocated, Is.Zero);

            void Call()
            {
                executor.Forward(theta, input, 60, output);
                executor.Backward(theta, input, 60, weights, gradTheta, gradInput);
            }
        }
    }

    [Test]
    public void Zero_rows_give_zeros_and_a_NaN_stays_in_its_row()
    {
        double[] input = Tapes.Normal(1, 4 * 8), weights = Tapes.Normal(2, 4 * 3);
        Array.Clear(input, 8, 8);
        var clean = Batch.Run(Make(Tapes.Ring(3, 2), ReadOut.PauliZ, 3), Tapes.Angles(1, 6), input, 8, weights);
        input[20] = double.NaN;
        var spoiled = Batch.Run(Make(Tapes.Ring(3, 2), ReadOut.PauliZ, 3), Tapes.Angles(1, 6), input, 8, weights);

        Assert.Multiple(() =>
        {
            Assert.That(clean.Output[3..6].Concat(clean.GradInput[8..16]), Is.All.Zero);
            Assert.That(clean.GradTheta, Is.All.Matches<double>(double.IsFinite));
            Assert.That(spoiled.Output[6..9].Concat(spoiled.GradInput[16..24]), Is.All.NaN);
            Assert.That(spoiled.Output[..6].Concat(spoiled.Output[9..]), Is.EqualTo(clean.Output[..6].Concat(clean.Output[9..])));
            Assert.That(spoiled.GradInput[..16].Concat(spoiled.GradInput[24..]), Is.EqualTo(clean.GradInput[..16].Concat(clean.GradInput[24..])));
        });
    }

    private void Check(Circuit circuit, int rows, int columns)
    {
        var theta = Tapes.Angles(rows, circuit.Parameters);
        foreach (var readOut in Enum.GetValues<ReadOut>().Where(readOut => circuit.IsReal || readOut != ReadOut.Amplitudes))
        {
            var outputs = Math.Max(1, (readOut == ReadOut.PauliZ ? circuit.Qubits : columns) - rows % 2);
            double[] input = Rounded(Tapes.Normal(rows, rows * columns)), weights = Rounded(Tapes.Normal(rows + 1, rows * outputs));
            var found = Batch.Run(Make(circuit, readOut, outputs), theta, input, columns, weights);
            var expected = Batch.Reference(circuit, readOut, theta, input, columns, weights);
            Assert.That(found.DistanceTo(expected), Is.LessThan(Tolerance), $"{circuit.Name}, {readOut}, {rows}×{columns}→{outputs}");
        }
    }

    private CircuitExecutor<T> Make(Circuit circuit, ReadOut readOut, int outputs, bool normalize = true, int threads = 1) => new(
        circuit, readOut, outputs, new ExecutorOptions { Normalize = normalize, Threads = threads, Executor = ExecutorKind.StateVector },
        settings => Create(settings, null), null);

    private BatchEngine<T> Create(EngineSettings settings, SubspaceProgram? program) => RegisterBits switch
    {
        128 => DenseEngine.Create<Lanes128<T>, T>(settings, program),
        256 => DenseEngine.Create<Lanes256<T>, T>(settings, program),
        _ => DenseEngine.Create<Lanes512<T>, T>(settings, program),
    };
}
