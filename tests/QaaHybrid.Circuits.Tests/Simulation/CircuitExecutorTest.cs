using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.SingleState;

namespace QaaHybrid.Circuits.Tests;

/// <summary>
/// Every executor (numbers float and double, registers of 128, 256 and 512 bits, lanes along the batch or along the index of a single state) against the scalar reference simulator, which is complex,
/// double and gate by gate: read-outs, gradients of θ and of the input.
/// </summary>
[TestFixture(typeof(float), 128, false)]
[TestFixture(typeof(float), 128, true)]
[TestFixture(typeof(float), 256, false)]
[TestFixture(typeof(float), 256, true)]
[TestFixture(typeof(float), 512, false)]
[TestFixture(typeof(float), 512, true)]
[TestFixture(typeof(double), 128, false)]
[TestFixture(typeof(double), 128, true)]
[TestFixture(typeof(double), 256, false)]
[TestFixture(typeof(double), 256, true)]
[TestFixture(typeof(double), 512, false)]
[TestFixture(typeof(double), 512, true)]
public class CircuitExecutorTest<T>(int registerBits, bool singleState)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private int _blockBits = 2;

    private static readonly ReadOut[] ReadOuts = Enum.GetValues<ReadOut>();

    private static double Tolerance => typeof(T) == typeof(float) ? 1e-5 : 1e-10;

    [SetUp]
    public void SkipWhatTheMachineCannotRun()
    {
        _blockBits = 2;
        var accelerated = registerBits switch
        {
            128 => Lanes128<T>.IsAccelerated,
            256 => Lanes256<T>.IsAccelerated,
            _ => Lanes512<T>.IsAccelerated,
        };
        if (!accelerated)
            Assert.Ignore($"skipped: this machine has no {registerBits}-bit registers");
    }

    [Test]
    public void Random_tapes_agree_with_the_reference([Range(1, 6)] int qubits, [Values] bool real)
    {
        for (var seed = 0; seed < 8; seed++)
            CheckAll(Tapes.Random(seed, qubits, 8 + 6 * seed, real), rows: seed + 1, columns: (1 << qubits) - (seed % 2 == 1 ? 1 << qubits >> 2 : 0));
    }

    [Test]
    public void Every_kind_of_gate_agrees_with_the_reference([Values] GateKind kind)
    {
        // Rotations before and after show every amplitude and phase of the gate; every position, every order of its qubits.
        var arity = GateArity.Of(kind);
        const int Qubits = 4;
        for (var seed = 0; seed < 6; seed++)
        {
            var around = Tapes.Random(seed, Qubits, 12, kinds: [GateKind.RX, GateKind.RY, GateKind.RZ, GateKind.CX]);
            var order = Enumerable.Range(0, Qubits).ToArray();
            new Random(seed).Shuffle(order);
            var gate = new Gate(kind, order[0], arity > 1 ? order[1] : -1, arity > 2 ? order[2] : -1, new Angle(0, 1, 0));
            CheckAll(new Circuit($"{kind}", Qubits, 0, around.Parameters, [.. around.Gates, gate, .. around.Gates]), rows: 3, columns: 16);
        }
    }

    [Test]
    public void Layered_circuits_agree_with_the_reference([Values(1, 15, 16, 17, 33)] int rows)
    {
        CheckAll(Tapes.Ring(5, 3), rows, 32);
        CheckAll(Tapes.Square(4, 2), rows, 16);
        CheckAll(Tapes.Pyramid(5), rows, 27);
        CheckAll(Tapes.Brick(5, 2), rows, 32);
    }

    [Test]
    public void States_larger_than_a_block_agree_with_the_reference([Values] ReadOut readOut)
    {
        // Ten index bits fall into blocks of nine; a complex state has one bit more.
        foreach (var circuit in (Circuit[])[Tapes.Ring(10, 2), Tapes.Brick(10, 1), Tapes.Random(1, 10, 40, real: true), Tapes.Square(9, 1), Tapes.Random(2, 9, 40)])
            if (circuit.IsReal || readOut != ReadOut.Amplitudes)
                Check(circuit, readOut, rows: 2, columns: 1 << circuit.Qubits, Tapes.Angles(1, circuit.Parameters), readOut == ReadOut.PauliZ ? 8 : 250);
    }

    [Test]
    public void Rows_near_the_ends_of_the_numbers_range_are_normalised()
    {
        var circuit = Tapes.Ring(3, 1);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var input = Tapes.Normal(2, 8);
        var expected = Run(circuit, ReadOut.PauliZ, theta, input, 8, 3).Output;
        foreach (var scale in typeof(T) == typeof(float) ? (double[])[1e-30, 1e-12, 1e12, 1e30] : [1e-250, 1e-30, 1e30, 1e250])
        {
            double[] scaled = [.. input.Select(x => x * scale), .. input];
            var result = Run(circuit, ReadOut.PauliZ, theta, scaled, 8, 3);
            Assert.That(Largest(result.Output[..3], expected), Is.LessThan(Tolerance), $"{scale}");
            Assert.That(Largest(result.Output[3..], expected), Is.LessThan(Tolerance), $"beside {scale}");
            Assert.That(Largest([.. result.GradInput[..8].Select(x => x * scale)], [.. Expected(theta, circuit, input)]), Is.LessThan(Tolerance), $"∂x at {scale}");
        }

        static double[] Expected(double[] theta, Circuit circuit, double[] input) =>
            ReferenceSimulator.Gradient(circuit, theta, input, ReadOut.PauliZ, Tapes.Normal(5, 6).AsSpan(0, 3)).Input;
    }

    [Test]
    public void Large_angles_and_deep_circuits_keep_their_accuracy()
    {
        var ring = Tapes.Ring(6, 25);
        double[] theta = [.. Tapes.Angles(3, ring.Parameters).Select((angle, i) => angle * (i % 5 == 0 ? 20 : 1))];
        foreach (var readOut in ReadOuts)
            Check(ring, readOut, rows: 2, columns: 64, theta, outputs: readOut == ReadOut.PauliZ ? 6 : 64);
    }

    [Test]
    public void Clean_auxiliary_qubits_start_and_end_at_zero([Values] bool real)
    {
        // What the compiler does for two controls: compute their product into a clean qubit, use it, take it back.
        for (var seed = 0; seed < 4; seed++)
        {
            var body = Tapes.Random(seed, 4, 20, real);
            Gate[] toggle = [new(GateKind.CCX, 0, 1, 4), new(GateKind.RY, 2, new Angle(0, 0.5, 0)), new(GateKind.CX, 4, 2)];
            Gate[] gates = [.. body.Gates, .. toggle, new(GateKind.RY, 2, new Angle(0, -0.5, 0)), new(GateKind.CX, 4, 2), toggle[0], .. body.Gates];
            CheckAll(new Circuit("auxiliary", 4, 2, body.Parameters, gates), rows: 5, columns: 16);
        }
    }

    [Test]
    public void Zero_rows_give_zeros_and_do_not_disturb_their_neighbours()
    {
        var circuit = Tapes.Ring(3, 2);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var input = Tapes.Normal(2, 3 * 8);
        Array.Clear(input, 8, 8);
        foreach (var readOut in ReadOuts)
        {
            var result = Run(circuit, readOut, theta, input, 8, readOut == ReadOut.PauliZ ? 3 : 8);
            Assert.That(result.Output.Skip(result.Outputs).Take(result.Outputs), Is.All.Zero, readOut.ToString());
            Assert.That(result.GradInput.Skip(8).Take(8), Is.All.Zero, readOut.ToString());
            Assert.That(result.GradInput, Is.All.Matches<double>(double.IsFinite));
            Assert.That(result.GradTheta, Is.All.Matches<double>(double.IsFinite));
        }
    }

    [Test]
    public void A_NaN_stays_in_its_row([Values] ReadOut readOut)
    {
        var circuit = Tapes.Ring(3, 2);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var input = Tapes.Normal(2, 5 * 8);
        var outputs = readOut == ReadOut.PauliZ ? 3 : 8;
        var clean = Run(circuit, readOut, theta, input, 8, outputs);
        input[17] = double.NaN;
        var spoiled = Run(circuit, readOut, theta, input, 8, outputs);

        Assert.Multiple(() =>
        {
            for (var row = 0; row < 5; row++)
            {
                var (output, gradient) = (spoiled.Output[(row * outputs)..((row + 1) * outputs)], spoiled.GradInput[(row * 8)..(row * 8 + 8)]);
                if (row == 2)
                    Assert.That(output.Concat(gradient), Is.All.NaN);
                else
                {
                    Assert.That(output, Is.EqualTo(clean.Output[(row * outputs)..((row + 1) * outputs)]));
                    Assert.That(gradient, Is.EqualTo(clean.GradInput[(row * 8)..(row * 8 + 8)]));
                }
            }
        });
    }

    [Test]
    public void Amplitudes_without_normalisation_are_a_linear_map()
    {
        for (var seed = 0; seed < 5; seed++)
            Check(Tapes.Random(seed, 4, 30, real: true), ReadOut.Amplitudes, rows: 4, columns: 13, Tapes.Angles(seed, 7), outputs: 13, normalize: false);
    }

    [Test]
    public void Gradients_come_alone_as_they_come_together([Values] ReadOut readOut)
    {
        var circuit = Tapes.Brick(4, 3);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var (executor, input, weights) = (Make(circuit, readOut, 4), To(Tapes.Normal(2, 19 * 16)), To(Tapes.Normal(3, 19 * 4)));
        double[] both = new double[theta.Length], alone = new double[theta.Length];
        T[] bothInput = new T[input.Length], aloneInput = new T[input.Length];
        executor.Backward(theta, input, 16, weights, both, bothInput);
        executor.Backward(theta, input, 16, weights, alone, []);
        executor.Backward(theta, input, 16, weights, [], aloneInput);

        Assert.Multiple(() =>
        {
            Assert.That(alone, Is.EqualTo(both));
            Assert.That(Distance(aloneInput, bothInput), Is.LessThan(Tolerance));
        });
    }

    [Test]
    public void Results_do_not_depend_on_the_number_of_threads([Values] ReadOut readOut, [Values(2, StatePlan.DefaultBlockBits)] int blockBits)
    {
        _blockBits = blockBits;
        var circuit = Tapes.Ring(6, 2);
        var theta = Tapes.Angles(1, circuit.Parameters);
        const int Rows = 103;
        var (input, weights) = (To(Tapes.Normal(2, Rows * 64)), To(Tapes.Normal(3, Rows * 6)));
        (T[], double[], T[])? expected = null;
        foreach (var threads in (int[])[1, 2, 3, 8])
        {
            var executor = Make(circuit, readOut, 6, threads: threads);
            var (output, gradTheta, gradInput) = (new T[Rows * 6], new double[theta.Length], new T[Rows * 64]);
            for (var repeat = 0; repeat < 3; repeat++)
            {
                executor.Forward(theta, input, 64, output);
                executor.Backward(theta, input, 64, weights, gradTheta, gradInput);
                expected ??= ([.. output], [.. gradTheta], [.. gradInput]);
                Assert.That(output, Is.EqualTo(expected.Value.Item1), $"{threads} threads");
                Assert.That(gradTheta, Is.EqualTo(expected.Value.Item2), $"{threads} threads");
                Assert.That(gradInput, Is.EqualTo(expected.Value.Item3), $"{threads} threads");
            }
        }
    }

    [Test]
    public void Calls_allocate_nothing()
    {
        var executor = Make(Tapes.Ring(5, 2), ReadOut.PauliZ, 5);
        var theta = Tapes.Angles(1, 10);
        var (input, output, weights) = (To(Tapes.Normal(2, 40 * 32)), new T[40 * 5], To(Tapes.Normal(3, 40 * 5)));
        var (gradTheta, gradInput) = (new double[10], new T[input.Length]);
        Assert.That(Allocations.OfOneCall(Call), Is.Zero);

        void Call()
        {
            executor.Forward(theta, input, 32, output);
            executor.Backward(theta, input, 32, weights, gradTheta, gradInput);
        }
    }

    private void CheckAll(Circuit circuit, int rows, int columns)
    {
        var theta = Tapes.Angles(rows, circuit.Parameters);
        Check(circuit, ReadOut.PauliZ, rows, columns, theta, circuit.Qubits);
        Check(circuit, ReadOut.Probabilities, rows, columns, theta, 1 << circuit.Qubits);
        Check(circuit, ReadOut.Probabilities, rows, columns, theta, columns);
        if (circuit.Qubits > 1)
            Check(circuit, ReadOut.PauliZ, rows, columns, theta, circuit.Qubits - 1);
        if (circuit.IsReal)
            Check(circuit, ReadOut.Amplitudes, rows, columns, theta, columns);
    }

    private void Check(Circuit circuit, ReadOut readOut, int rows, int columns, double[] theta, int outputs, bool normalize = true)
    {
        // What the executor is given is rounded to its numbers: the reference gets the same.
        double[] input = [.. To(Tapes.Normal(rows, rows * columns)).Select(double.CreateChecked)];
        double[] weights = [.. To(Tapes.Normal(rows + 1, rows * outputs)).Select(double.CreateChecked)];
        var result = Run(circuit, readOut, theta, input, columns, outputs, weights, normalize);
        var (output, gradTheta, gradInput) = (new List<double>(), new double[theta.Length], new List<double>());
        for (var row = 0; row < rows; row++)
        {
            var x = input.AsSpan(row * columns, columns);
            output.AddRange(ReferenceSimulator.Run(circuit, theta, x, readOut, normalize)[..outputs]);
            var gradient = ReferenceSimulator.Gradient(circuit, theta, x, readOut, weights.AsSpan(row * outputs, outputs), normalize);
            gradInput.AddRange(gradient.Input);
            for (var p = 0; p < theta.Length; p++)
                gradTheta[p] += gradient.Theta[p];
        }
        var what = $"{circuit.Name}, {circuit.Qubits} qubits, {readOut}, {rows}×{columns}→{outputs}";
        Assert.That(Largest(result.Output, output), Is.LessThan(Tolerance), $"output of {what}");
        Assert.That(Relative(result.GradTheta, gradTheta), Is.LessThan(Tolerance), $"∂θ of {what}");
        Assert.That(Relative(result.GradInput, gradInput), Is.LessThan(Tolerance), $"∂x of {what}");
    }

    private (double[] Output, double[] GradTheta, double[] GradInput, int Outputs) Run(
        Circuit circuit, ReadOut readOut, double[] theta, double[] input, int columns, int outputs, double[]? weights = null, bool normalize = true)
    {
        var rows = input.Length / columns;
        var executor = Make(circuit, readOut, outputs, normalize);
        var (output, gradTheta, gradInput) = (new T[rows * outputs], new double[circuit.Parameters], new T[input.Length]);
        executor.Forward(theta, To(input), columns, output);
        executor.Backward(theta, To(input), columns, To(weights ?? Tapes.Normal(5, rows * outputs)), gradTheta, gradInput);
        return ([.. output.Select(double.CreateChecked)], gradTheta, [.. gradInput.Select(double.CreateChecked)], outputs);
    }

    private CircuitExecutor<T> Make(Circuit circuit, ReadOut readOut, int outputs, bool normalize = true, int threads = 1) =>
        new(circuit, readOut, outputs, normalize, threads, settings => (registerBits, singleState) switch
        {
            (128, false) => new BatchEngine<Lanes128<T>, T>(settings),
            (256, false) => new BatchEngine<Lanes256<T>, T>(settings),
            (512, false) => new BatchEngine<Lanes512<T>, T>(settings),
            // Small blocks, so that small states have many.
            (128, true) => new StateEngine<Lanes128<T>, T>(settings, _blockBits),
            (256, true) => new StateEngine<Lanes256<T>, T>(settings, _blockBits),
            _ => new StateEngine<Lanes512<T>, T>(settings, _blockBits),
        });

    private static T[] To(IEnumerable<double> numbers) => [.. numbers.Select(T.CreateChecked)];

    private static double Distance(T[] a, T[] b) => a.Zip(b, (x, y) => Math.Abs(double.CreateChecked(x - y))).Max();

    private static double Largest(IReadOnlyList<double> found, IReadOnlyList<double> expected) =>
        found.Zip(expected, (a, b) => Math.Abs(a - b)).Max();

    // Norm-wise; a gradient that is small because its parts cancel is compared absolutely.
    private static double Relative(IReadOnlyList<double> found, IReadOnlyList<double> expected)
    {
        var error = Math.Sqrt(found.Zip(expected, (a, b) => (a - b) * (a - b)).Sum());
        return error / Math.Max(1, Math.Sqrt(expected.Sum(x => x * x)));
    }
}
