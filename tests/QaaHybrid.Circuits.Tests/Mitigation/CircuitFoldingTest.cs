namespace QaaHybrid.Circuits.Tests;

public class CircuitFoldingTest
{
    [TestCase(1)]
    [TestCase(1.3)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4.75)]
    [TestCase(5)]
    public void A_folded_circuit_does_the_same_with_more_gates(double scale)
    {
        var circuit = Tapes.Random(4, 4, 40, auxiliary: 1);
        var theta = Tapes.Angles(4, circuit.Parameters);
        var input = Tapes.Normal(4, 16);
        var folded = CircuitFolding.Fold(circuit, scale);
        var (expected, found) = (State(circuit), State(folded.Circuit));

        Assert.Multiple(() =>
        {
            Assert.That(folded.Scale, Is.EqualTo(scale).Within(1.0 / 40));
            Assert.That(folded.Circuit.Gates, Has.Count.EqualTo(folded.Scale * 40).Within(1e-9));
            Assert.That(folded.Circuit.Parameters, Is.EqualTo(circuit.Parameters));
            Assert.That(StateDistance.UpToPhase(found, expected), Is.LessThan(1e-12));
        });

        System.Numerics.Complex[] State(Circuit tape)
        {
            var state = ReferenceSimulator.Load(tape, input);
            ReferenceSimulator.Apply(tape, theta, state);
            return state;
        }
    }

    [Test]
    public void Odd_scales_keep_the_Q_sharp_behind_the_tape_and_others_do_not()
    {
        var plain = Tapes.Ring(3, 1);
        var origin = new CircuitOrigin(null, [new CircuitStage("A", false, 0, 2, null), new CircuitStage("B", true, 2, 1, null)]);
        var circuit = new Circuit("ring", 3, 0, 3, plain.Gates, origin);
        var stages = CircuitFolding.Fold(circuit, 3).Circuit.Origin!.Stages;

        Assert.Multiple(() =>
        {
            Assert.That(stages.Select(stage => (stage.Operation, stage.Adjoint, stage.FirstParameter)), Is.EqualTo(new[]
            {
                ("A", false, 0), ("B", true, 2), ("B", false, 2), ("A", true, 0), ("A", false, 0), ("B", true, 2),
            }));
            Assert.That(CircuitFolding.Fold(circuit, 2).Circuit.Origin, Is.Null);
            Assert.That(CircuitFolding.Fold(circuit, 1).Circuit, Is.SameAs(circuit));
            Assert.That(CircuitFolding.Fold(new Circuit("nothing", 1, 0, 0, []), 2.5).Scale, Is.EqualTo(2.5));
            Assert.That(() => CircuitFolding.Fold(circuit, 0.5), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => CircuitFolding.Fold(circuit, double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }
}
