using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Fusion;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Tests;

/// <summary>
/// The Hamming-weight subspace, in float and double and all widths of registers, against the reference simulator on all 2ⁿ amplitudes:
/// read-outs, gradients of θ and of the input.
/// </summary>
[TestFixture(typeof(float), 128)]
[TestFixture(typeof(float), 256)]
[TestFixture(typeof(float), 512)]
[TestFixture(typeof(double), 128)]
[TestFixture(typeof(double), 256)]
[TestFixture(typeof(double), 512)]
public class SubspaceEngineTest<T>(int registerBits) : LaneFixture<T>(registerBits)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Test]
    public void Layouts_of_beam_splitters_agree_with_the_reference(
        [Values("pyramid", "X", "butterfly", "brick", "round-robin")] string layout, [Values(1, 2, 3)] int weight)
    {
        for (var form = 0; form < 3; form++)
            Check(WeightTapes.Of(form == 0 ? 8 : 4, WeightTapes.Layout(layout, form == 0 ? 8 : 4), form), weight, rows: 3);
    }

    [Test]
    public void All_weights_and_batch_sizes_agree_with_the_reference([Range(0, 5)] int weight, [Values(1, 15, 16, 17, 33)] int rows) =>
        Check(WeightTapes.Of(5, WeightTapes.RoundRobin(6).Where(pair => pair.Item2 < 5)), weight, rows);

    [Test]
    public void Beam_splitters_without_parity_signs_agree_with_the_reference([Values(1, 2, 3)] int weight) =>
        Check(WeightTapes.Of(6, WeightTapes.RoundRobin(6), fermionic: false), weight, rows: 2);

    [Test]
    public void One_pair_after_another_on_the_same_qubits_agrees_with_the_reference([Values(1, 2, 3, 4, 5, 9)] int gates) =>
        Check(WeightTapes.Of(3, Enumerable.Range(0, 3 * gates).Select(i => i < gates || i >= 2 * gates ? (0, 1) : (1, 2))), 1, rows: 2);

    [Test]
    public void Complex_circuits_agree_with_the_reference([Values(1, 2, 3)] int weight) => Check(WeightTapes.Complex(5, 3), weight, rows: 5);

    [Test]
    public void Controlled_beam_splitters_agree_with_the_reference([Values(1, 2, 3)] int controls, [Values(1, 2, 3, 4)] int weight)
    {
        const int Qubits = 5;
        Gate[] gates =
        [
            .. WeightTapes.Of(Qubits, WeightTapes.Pyramid(Qubits)).Gates,
            .. WeightTapes.ControlledRbs([.. Enumerable.Range(1, controls)], 0, 4, new Angle(10, 1, 0), Qubits),
            .. WeightTapes.ControlledRbs([.. Enumerable.Range(0, controls)], 4, 3, new Angle(11, -0.5, 0.3), Qubits),
            .. WeightTapes.Rbs(0, 0, 1, new Angle(0, 1, 0)),
        ];
        Check(new Circuit("controlled", Qubits, controls, 12, gates), weight, rows: 2);
    }

    [Test]
    public void What_the_compiler_writes_for_controls_agrees_with_the_reference([Values(0, 1, 2, 3)] int weight) =>
        Check(Fixture.Program("controlled-rbs.ll").ToCircuit("controlled RBS"), weight, rows: 2);

    [Test]
    public void Loaders_start_from_a_basis_state([Values(1, 2, 3)] int ones, [Values] bool complex)
    {
        var circuit = WeightTapes.Loader(ones, complex ? WeightTapes.Complex(5, 1) : WeightTapes.Of(5, WeightTapes.Pyramid(5)));
        foreach (var readOut in ReadOuts(complex))
        {
            var basis = new WeightBasis(5, ones);
            var outputs = readOut == ReadOut.PauliZ ? 5 : basis.Count;
            double[] theta = Tapes.Angles(1, circuit.Parameters), input = [1, -2, 0], weights = Rounded(Tapes.Normal(3, 3 * outputs));
            var found = Batch.Run(Make(circuit, readOut, outputs, ones), theta, input, 1, weights);
            var expected = Batch.Reference(circuit, readOut, theta, input, 1, weights, [0], Places(basis));
            Assert.That(found.DistanceTo(expected), Is.LessThan(Tolerance), $"{readOut}");
        }
    }

    [Test]
    public void Amplitudes_without_normalisation_are_a_linear_map()
    {
        var circuit = WeightTapes.Of(6, WeightTapes.Butterfly(4));
        var (theta, basis) = (Tapes.Angles(1, circuit.Parameters), new WeightBasis(6, 2));
        double[] input = Rounded(Tapes.Normal(2, 4 * 13)), weights = Rounded(Tapes.Normal(3, 4 * 15));
        var found = Batch.Run(Make(circuit, ReadOut.Amplitudes, 15, 2, normalize: false), theta, input, 13, weights);

        Assert.That(found.DistanceTo(Batch.Reference(circuit, ReadOut.Amplitudes, theta, input, 13, weights, Places(basis), normalize: false)), Is.LessThan(Tolerance));
    }

    [Test]
    public void Results_do_not_depend_on_the_number_of_threads_and_calls_allocate_nothing([Values(1, 2)] int weight, [Values] bool complex)
    {
        var circuit = complex ? WeightTapes.Complex(6, 2) : WeightTapes.Of(6, WeightTapes.Pyramid(6));
        var (theta, states) = (Tapes.Angles(1, circuit.Parameters), new WeightBasis(6, weight).Count);
        const int Rows = 103;
        T[] input = [.. Tapes.Normal(2, Rows * states).Select(T.CreateChecked)], weights = [.. Tapes.Normal(3, Rows * 6).Select(T.CreateChecked)];
        (T[], double[], T[])? expected = null;
        foreach (var threads in (int[])[1, 2, 3, 8])
        {
            var executor = Make(circuit, ReadOut.PauliZ, 6, weight, threads: threads);
            var (output, gradTheta, gradInput) = (new T[Rows * 6], new double[theta.Length], new T[input.Length]);
            Call();
            expected ??= ([.. output], [.. gradTheta], [.. gradInput]);
            var allocated = Allocations.OfOneCall(Call);
            Assert.That(output, Is.EqualTo(expected.Value.Item1), $"{threads} threads");
            Assert.That(gradTheta, Is.EqualTo(expected.Value.Item2), $"{threads} threads");
            Assert.That(gradInput, Is.EqualTo(expected.Value.Item3), $"{threads} threads");
            if (threads == 1 && !complex)
                Assert.That(allocated, Is.Zero);

            void Call()
            {
                executor.Forward(theta, input, states, output);
                executor.Backward(theta, input, states, weights, gradTheta, gradInput);
            }
        }
    }

    [Test]
    public void Gradients_come_alone_as_they_come_together([Values] bool complex)
    {
        var circuit = complex ? WeightTapes.Complex(5, 1) : WeightTapes.Of(5, WeightTapes.Pyramid(5));
        var theta = Tapes.Angles(1, circuit.Parameters);
        var executor = Make(circuit, ReadOut.PauliZ, 5, 2);
        T[] input = [.. Tapes.Normal(2, 7 * 10).Select(T.CreateChecked)], weights = [.. Tapes.Normal(3, 7 * 5).Select(T.CreateChecked)];
        double[] both = new double[theta.Length], alone = new double[theta.Length];
        T[] bothInput = new T[input.Length], aloneInput = new T[input.Length];
        executor.Backward(theta, input, 10, weights, both, bothInput);
        executor.Backward(theta, input, 10, weights, alone, []);
        executor.Backward(theta, input, 10, weights, [], aloneInput);

        Assert.Multiple(() =>
        {
            Assert.That(alone, Is.EqualTo(both));
            Assert.That(aloneInput.Zip(bothInput, (a, b) => Math.Abs(double.CreateChecked(a - b))), Is.All.LessThan(Tolerance));
        });
    }

    [Test]
    public void Zero_rows_give_zeros_and_a_NaN_stays_in_its_row()
    {
        var circuit = WeightTapes.Of(4, WeightTapes.Pyramid(4));
        double[] input = Tapes.Normal(1, 4 * 6), weights = Tapes.Normal(2, 4 * 4);
        Array.Clear(input, 6, 6);
        var clean = Batch.Run(Make(circuit, ReadOut.PauliZ, 4, 2), Tapes.Angles(1, 6), input, 6, weights);
        input[14] = double.NaN;
        var spoiled = Batch.Run(Make(circuit, ReadOut.PauliZ, 4, 2), Tapes.Angles(1, 6), input, 6, weights);

        Assert.Multiple(() =>
        {
            Assert.That(clean.Output[4..8].Concat(clean.GradInput[6..12]), Is.All.Zero);
            Assert.That(clean.GradTheta, Is.All.Matches<double>(double.IsFinite));
            Assert.That(spoiled.Output[8..12].Concat(spoiled.GradInput[12..18]), Is.All.NaN);
            Assert.That(spoiled.Output[..8].Concat(spoiled.Output[12..]), Is.EqualTo(clean.Output[..8].Concat(clean.Output[12..])));
            Assert.That(spoiled.GradInput[..12].Concat(spoiled.GradInput[18..]), Is.EqualTo(clean.GradInput[..12].Concat(clean.GradInput[18..])));
        });
    }

    private void Check(Circuit circuit, int weight, int rows)
    {
        var basis = new WeightBasis(circuit.Qubits, weight);
        var theta = Tapes.Angles(rows, circuit.Parameters);
        foreach (var readOut in ReadOuts(!CircuitBlocks.Of(circuit).IsReal))
            foreach (var less in (int[])[0, 1])
            {
                var outputs = Math.Max(1, (readOut == ReadOut.PauliZ ? circuit.Qubits : basis.Count) - less);
                var columns = Math.Max(1, basis.Count - less);
                // A row of one number has a gradient of zero, which comes as rounding over that number: none near zero.
                double[] input = Rounded(Tapes.Normal(rows, rows * columns).Select(x => columns == 1 ? x + Math.Sign(x) : x));
                var weights = Rounded(Tapes.Normal(rows + 1, rows * outputs));
                var found = Batch.Run(Make(circuit, readOut, outputs, weight), theta, input, columns, weights);
                var expected = Batch.Reference(circuit, readOut, theta, input, columns, weights, Places(basis));
                Assert.That(found.DistanceTo(expected), Is.LessThan(Tolerance), $"{circuit.Name}, weight {weight}, {readOut}, {rows}×{columns}→{outputs}");
            }
    }

    private static IEnumerable<ReadOut> ReadOuts(bool complex) => Enum.GetValues<ReadOut>().Where(readOut => !complex || readOut != ReadOut.Amplitudes);

    // The number of a basis state has its first qubit as the most significant bit.
    private static int[] Places(WeightBasis basis) =>
    [
        .. Enumerable.Range(0, basis.Count).Select(state =>
            basis.Elements.Skip(state * basis.Weight).Take(basis.Weight).Sum(qubit => 1 << basis.Qubits - 1 - qubit)),
    ];

    private CircuitExecutor<T> Make(Circuit circuit, ReadOut readOut, int outputs, int weight, bool normalize = true, int threads = 1) => new(
        circuit, readOut, outputs, new ExecutorOptions { Normalize = normalize, Threads = threads, HammingWeight = weight }, null,
        (settings, program) => RegisterBits switch
        {
            128 => new SubspaceEngine<Lanes128<T>, T>(settings, program),
            256 => new SubspaceEngine<Lanes256<T>, T>(settings, program),
            _ => new SubspaceEngine<Lanes512<T>, T>(settings, program),
        });
}
