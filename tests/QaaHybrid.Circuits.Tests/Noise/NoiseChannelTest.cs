using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

public class NoiseChannelTest
{
    private static readonly NoiseChannel[] Channels =
    [
        NoiseChannel.Depolarizing(0.3), NoiseChannel.TwoQubitDepolarizing(0.4), NoiseChannel.BitFlip(0.2), NoiseChannel.PhaseFlip(0.1), NoiseChannel.BitPhaseFlip(1),
        NoiseChannel.Pauli(0.1, 0.2, 0.7), NoiseChannel.PhaseDamping(0.5), NoiseChannel.AmplitudeDamping(0.6), NoiseChannel.Depolarizing(0),
    ];

    [TestCaseSource(nameof(Channels))]
    public void Kraus_operators_keep_the_trace(NoiseChannel channel)
    {
        var size = 1 << channel.Qubits;
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
            {
                var sum = Complex.Zero;
                foreach (var k in channel.KrausOperators)
                    for (var i = 0; i < size; i++)
                        sum += Complex.Conjugate(k[i, row]) * k[i, column];
                Assert.That((sum - (row == column ? 1 : 0)).Magnitude, Is.LessThan(1e-15));
            }
    }

    [Test]
    public void What_is_no_channel_is_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => NoiseChannel.Depolarizing(1.1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => NoiseChannel.AmplitudeDamping(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => NoiseChannel.Pauli(0.5, 0.5, 0.5), Throws.ArgumentException.With.Message.Contains("the probability of I is -0.5"));
        Assert.That(() => new PauliChannel([0.5, 0.2, 0.2, 0.2]), Throws.ArgumentException.With.Message.Contains("sum to 1.1"));
        Assert.That(() => new PauliChannel([1, 0]), Throws.ArgumentException.With.Message.Contains("2 probabilities"));
        Assert.That(() => new NoiseRule([NoiseChannel.TwoQubitDepolarizing(0.1)], [GateKind.CX, GateKind.RY]), Throws.ArgumentException.With.Message.Contains("not RY"));
        Assert.That(() => new NoiseModel("m", [], [NoiseChannel.TwoQubitDepolarizing(0.1)]), Throws.ArgumentException.With.Message.Contains("one by one"));
        Assert.That(() => new ReadOutRule(new ReadOutError(0, 2)), Throws.TypeOf<ArgumentOutOfRangeException>());
    });

    [Test]
    public void The_first_rule_that_covers_a_gate_counts()
    {
        var strong = new NoiseRule([NoiseChannel.BitFlip(0.5)], [GateKind.CX], [0, 2]);
        var weak = new NoiseRule([NoiseChannel.BitFlip(0.1)], [GateKind.CX, GateKind.H]);
        var model = new NoiseModel("m", [strong, weak]);

        Assert.Multiple(() =>
        {
            Assert.That(Flip(new Gate(GateKind.CX, 2, 0)), Is.EqualTo(0.5));
            Assert.That(Flip(new Gate(GateKind.CX, 0, 1)), Is.EqualTo(0.1), "qubit 1 is not in the list");
            Assert.That(Flip(new Gate(GateKind.H, 0)), Is.EqualTo(0.1));
            Assert.That(model.After(new Gate(GateKind.X, 0)), Is.Empty);
        });

        double Flip(Gate gate) => ((PauliChannel)model.After(gate).First().Channel).Probabilities[1];
    }
}
