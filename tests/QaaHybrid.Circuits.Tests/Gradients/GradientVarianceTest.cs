namespace QaaHybrid.Circuits.Tests;

public class GradientVarianceTest
{
    [Test]
    public void Of_independent_rotations_it_is_one_half_of_the_share_that_the_first_qubit_has([Values(1, 3, 5)] int qubits)
    {
        // ⟨Z⟩ of the first qubit is cos(θ₁ + θ₂) of its two angles: the slopes are sines, whose variance is 1/2, and the other qubits' angles have none.
        var circuit = new Circuit("independent", qubits, 0, 2 * qubits, [.. Enumerable.Range(0, 2 * qubits).Select(k => new Gate(GateKind.RY, k % qubits, new Angle(k, 1, 0)))]);

        var variance = GradientVariance.Of(circuit, samples: 2000, seed: 5, randomInput: false);

        Assert.Multiple(() =>
        {
            Assert.That(variance.Most, Is.EqualTo(0.5).Within(0.03));
            Assert.That(variance.Least, qubits == 1 ? Is.EqualTo(0.5).Within(0.03) : Is.LessThan(1e-20));
            Assert.That(variance.Mean, Is.EqualTo(0.5 / qubits).Within(5 * variance.MeanError));
            Assert.That(variance.MeanError, Is.LessThan(0.01));
        });
    }

    [Test]
    public void From_random_vectors_a_rotation_of_one_qubit_has_the_variance_of_a_random_direction()
    {
        // A real unit vector of two amplitudes is an angle; so the slope is a sine again, wherever it starts.
        var circuit = new Circuit("turn", 1, 0, 1, [new Gate(GateKind.RY, 0, new Angle(0, 1, 0))]);
        Assert.That(GradientVariance.Of(circuit, samples: 4000, seed: 6, randomInput: true).Mean, Is.EqualTo(0.5).Within(0.03));
    }

    [Test]
    public void Deep_entangling_circuits_flatten_with_every_qubit()
    {
        var means = Enumerable.Range(2, 5).Select(qubits => GradientVariance.Of(Deep(qubits), samples: 300, seed: 7, randomInput: true).Mean).ToList();

        Assert.That(means, Is.Ordered.Descending);
        // Four qubits more: a factor of 2⁴ in the limit of depth.
        Assert.That(means[0] / means[^1], Is.InRange(8, 40));
    }

    [Test]
    public void The_same_seed_draws_the_same()
    {
        GradientVariance[] drawn = [.. new long[] { 8, 8, 9 }.Select(seed => GradientVariance.Of(Deep(3), samples: 20, seed, randomInput: true))];
        Assert.That(drawn[1], Is.EqualTo(drawn[0]));
        Assert.That(drawn[2], Is.Not.EqualTo(drawn[0]));
    }

    private static Circuit Deep(int qubits)
    {
        var gates = new List<Gate>();
        var next = 0;
        for (var layer = 0; layer < 20; layer++)
        {
            for (var q = 0; q < qubits; q++)
            {
                gates.Add(new Gate(GateKind.RY, q, new Angle(next++, 1, 0)));
                gates.Add(new Gate(GateKind.RZ, q, new Angle(next++, 1, 0)));
            }
            for (var q = 0; q < qubits; q++)
                gates.Add(new Gate(GateKind.CZ, q, (q + 1) % qubits));
        }
        return new Circuit("deep", qubits, 0, next, gates);
    }
}
