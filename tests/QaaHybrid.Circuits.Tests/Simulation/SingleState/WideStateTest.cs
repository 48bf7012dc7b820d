using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

/// <summary>States of many blocks: what can be known of them without a second simulator of that size.</summary>
public class WideStateTest
{
    [Test]
    public void Twenty_qubits_turned_one_by_one_have_known_expectations([Values] bool keepComplex)
    {
        // RY on every qubit, a ring of CNOT, its inverse: ⟨Z⟩ = cos θ whatever the ring does in between.
        var ring = Enumerable.Range(0, 20).Select(q => new Gate(GateKind.CX, q, (q + 1) % 20)).ToArray();
        Gate[] turns = [.. Enumerable.Range(0, 20).Select(q => new Gate(GateKind.RY, q, new Angle(q, 1, 0)))];
        Gate[] none = [.. Enumerable.Range(0, 20).Select(q => new Gate(GateKind.RY, q, Angle.Constant(1.25)))];
        Gate[] back = [.. Enumerable.Range(0, 20).Select(q => new Gate(GateKind.RY, q, Angle.Constant(-1.25)))];
        var circuit = new Circuit("there and back", 20, 0, 20, [.. turns, .. ring, .. none, .. ring, .. ring.Reverse(), .. back, .. ring.Reverse()]);
        var theta = Tapes.Angles(1, 20);
        var simulator = new StateVectorSimulator<float>(circuit, threads: 2, keepComplex);
        var z = new float[20];
        simulator.Run(theta);
        simulator.ReadExpectations(z);

        Assert.That(z, Is.EqualTo(theta.Select(angle => (float)Math.Cos(angle))).Within(2e-5f));
    }

    [Test]
    public void The_bits_do_not_depend_on_the_number_of_threads([Values] bool keepComplex)
    {
        var circuit = Tapes.Ring(16, 3);
        var theta = Tapes.Angles(2, circuit.Parameters);
        Assert.That(Amplitudes(2), Is.EqualTo(Amplitudes(1)));
        Assert.That(Amplitudes(5), Is.EqualTo(Amplitudes(1)));

        Complex[] Amplitudes(int threads)
        {
            var simulator = new StateVectorSimulator<float>(circuit, threads, keepComplex);
            var amplitudes = new Complex[1 << 16];
            simulator.Run(theta);
            simulator.ReadAmplitudes(amplitudes);
            return amplitudes;
        }
    }

    [Test]
    public void Fifteen_qubits_agree_with_the_reference()
    {
        // More than one block; RBS fans across block and lane bits, phases, doubly controlled flips.
        var circuit = Tapes.Random(5, 15, 40);
        circuit = new Circuit("fifteen", 15, 0, circuit.Parameters, [.. Tapes.Ring(15, 1).Gates.Select(gate => gate with { Angle = Angle.Constant(0.7) }), .. circuit.Gates]);
        var theta = Tapes.Angles(3, circuit.Parameters);
        var simulator = new StateVectorSimulator<double>(circuit, threads: 2);
        var amplitudes = new Complex[1 << 15];
        simulator.Run(theta);
        simulator.ReadAmplitudes(amplitudes);
        var expected = ReferenceSimulator.Load(circuit, []);
        ReferenceSimulator.Apply(circuit, theta, expected);

        Assert.That(amplitudes.Zip(expected, (a, b) => (a - b).Magnitude).Max(), Is.LessThan(1e-12));
    }

    [Test]
    public void The_gradient_of_a_wide_state_is_the_slope_of_its_expectations()
    {
        var circuit = Tapes.Square(15, 1);
        var theta = Tapes.Angles(4, circuit.Parameters);
        var weights = Tapes.Normal(5, 15);
        var executor = new CircuitExecutor<double>(circuit, ReadOut.PauliZ, 15, threads: 2);
        var gradient = new double[theta.Length];
        executor.Backward(theta, [1.0], 1, weights, gradient, []);
        const double Step = 1e-5;

        foreach (var p in (int[])[0, 17, 33, 44])
            Assert.That(gradient[p], Is.EqualTo((Loss(p, Step) - Loss(p, -Step)) / (2 * Step)).Within(1e-8), $"θ[{p}]");

        double Loss(int p, double step)
        {
            double[] moved = [.. theta];
            moved[p] += step;
            var z = new double[15];
            executor.Forward(moved, [1.0], 1, z);
            return z.Zip(weights, (a, b) => a * b).Sum();
        }
    }
}
