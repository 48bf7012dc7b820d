using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

/// <summary>One state vector against the scalar reference simulator: amplitudes with their global phase, probabilities, ⟨Z⟩.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public class StateVectorSimulatorTest<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static double Tolerance => typeof(T) == typeof(float) ? 1e-5 : 1e-12;

    [Test]
    public void Random_tapes_agree_with_the_reference_phase_included([Range(1, 8)] int qubits, [Values] bool real, [Values] bool keepComplex)
    {
        for (var seed = 0; seed < 6; seed++)
            CheckFromAnywhere(Tapes.Random(seed, qubits, 6 + 10 * seed, real), keepComplex);
    }

    [Test]
    public void Every_kind_of_gate_has_its_phase([Values] GateKind kind, [Range(0, 3)] int seed)
    {
        var around = Tapes.Random(seed, 5, 12, kinds: [GateKind.RX, GateKind.RY, GateKind.RZ, GateKind.CX, GateKind.H]);
        var order = Enumerable.Range(0, 5).ToArray();
        new Random(seed).Shuffle(order);
        var arity = GateArity.Of(kind);
        var gate = new Gate(kind, order[0], arity > 1 ? order[1] : -1, arity > 2 ? order[2] : -1, new Angle(0, 1, 0));
        CheckFromAnywhere(new Circuit($"{kind}", 5, 0, around.Parameters, [.. around.Gates, gate, .. around.Gates]), keepComplex: false);
        CheckFromAnywhere(new Circuit($"{kind} alone", 5, 0, around.Parameters, [gate]), keepComplex: false);
    }

    [Test]
    public void Multiples_of_a_quarter_turn_keep_their_sign([Range(-9, 9)] int quarters, [Values(GateKind.RX, GateKind.RY, GateKind.RZ)] GateKind kind) =>
        CheckFromAnywhere(
            new Circuit("quarters", 2, 0, 1, [new(GateKind.RY, 0, new Angle(0, 1, 0)), new(kind, 0, Angle.Constant(quarters * Math.PI / 2)), new(GateKind.CX, 0, 1)]),
            keepComplex: false);

    [Test]
    public void Auxiliary_qubits_are_read_in_zero()
    {
        Gate[] toggle = [new(GateKind.CCX, 0, 1, 4), new(GateKind.RY, 2, new Angle(0, 0.5, 0)), new(GateKind.CX, 4, 2)];
        for (var seed = 0; seed < 4; seed++)
        {
            var body = Tapes.Random(seed, 4, 20);
            CheckFromAnywhere(new Circuit("not clean", 4, 2, body.Parameters, [.. body.Gates, .. toggle]), keepComplex: false);
        }
    }

    [Test]
    public void Too_many_amplitudes_or_qubits_are_refused()
    {
        var simulator = new StateVectorSimulator<T>(Tapes.Ring(3, 1));
        Assert.Multiple(() =>
        {
            Assert.That(() => simulator.Run(new double[3], new T[9]), Throws.ArgumentException.With.Message.Contains("9 numbers"));
            Assert.That(() => simulator.Run(new double[3], new Complex[9]), Throws.ArgumentException.With.Message.Contains("9 numbers"));
            Assert.That(() => simulator.Run(new double[2]), Throws.ArgumentException.With.Message.Contains("3 parameters"));
            Assert.That(() => simulator.ReadAmplitudes(new Complex[9]), Throws.ArgumentException);
            Assert.That(() => simulator.ReadProbabilities(new T[9]), Throws.ArgumentException);
            Assert.That(() => simulator.ReadExpectations(new T[4]), Throws.ArgumentException);
            Assert.That(
                () => new StateVectorSimulator<T>(new Circuit("wide", 29, 0, 0, [])), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("29 qubits"));
        });
    }

    private static void CheckFromAnywhere(Circuit circuit, bool keepComplex)
    {
        var theta = Tapes.Angles(circuit.Gates.Count, circuit.Parameters);
        var size = 1 << circuit.Qubits;
        T[] real = [.. Tapes.Normal(1, size).Select(x => T.CreateChecked(x / Math.Sqrt(size)))];
        Complex[] complex = [.. real.Zip(Tapes.Normal(2, size), (re, im) => new Complex(double.CreateChecked(re), im / Math.Sqrt(size)))];
        var simulator = new StateVectorSimulator<T>(circuit, keepComplex: keepComplex);
        Check(simulator, theta, simulator => simulator.Run(theta), [Complex.One]);
        Check(simulator, theta, simulator => simulator.Run(theta, real), [.. real.Select(x => new Complex(double.CreateChecked(x), 0))]);
        Check(simulator, theta, simulator => simulator.Run(theta, complex.AsSpan()[..^1]), complex[..^1]);
    }

    private static void Check(StateVectorSimulator<T> simulator, double[] theta, Action<StateVectorSimulator<T>> run, Complex[] from)
    {
        var circuit = simulator.Circuit;
        var expected = new Complex[1 << circuit.Width];
        for (var l = 0; l < from.Length; l++)
            expected[l << circuit.AuxiliaryQubits] = from[l];
        ReferenceSimulator.Apply(circuit, theta, expected);
        run(simulator);
        var amplitudes = new Complex[1 << circuit.Qubits];
        T[] probabilities = new T[amplitudes.Length], z = new T[circuit.Qubits];
        simulator.ReadAmplitudes(amplitudes);
        simulator.ReadProbabilities(probabilities);
        simulator.ReadExpectations(z);

        Assert.Multiple(() =>
        {
            for (var l = 0; l < amplitudes.Length; l++)
                Assert.That((amplitudes[l] - expected[l << circuit.AuxiliaryQubits]).Magnitude, Is.LessThan(Tolerance), $"{circuit.Name}: amplitude {l}");
            Assert.That(probabilities.Select(double.CreateChecked), Is.EqualTo(ReferenceSimulator.Read(circuit, expected, ReadOut.Probabilities)).Within(Tolerance));
            Assert.That(z.Select(double.CreateChecked), Is.EqualTo(ReferenceSimulator.Read(circuit, expected, ReadOut.PauliZ)).Within(Tolerance));
        });
    }
}
