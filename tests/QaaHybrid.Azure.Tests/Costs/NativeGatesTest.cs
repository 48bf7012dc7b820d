using QaaHybrid.Circuits;

namespace QaaHybrid.Azure.Tests.Costs;

public class NativeGatesTest
{
    [Test]
    public void A_chain_of_GHZ_takes_two_rotations_a_CX_on_quantinuum()
    {
        // One for the H, and one on each side of a target, the later control included: what two recorded charges say (facts on Azure, 4.5).
        Assert.That(NativeGates.Of(Samples.Ghz(3), GateKind.RZZ), Is.EqualTo(new NativeGates(2, 0, 5, 0)));
    }

    [Test]
    public void Turns_about_Z_cost_nothing_and_merged_gates_are_one()
    {
        var merged = new Circuit("merged", 1, 0, 0,
        [
            new(GateKind.H, 0), new(GateKind.T, 0), new(GateKind.RZ, 0, Angle.Constant(0.3)), new(GateKind.SX, 0), new(GateKind.S, 0), new(GateKind.RY, 0, Angle.Constant(0.4)),
        ]);
        var diagonal = new Circuit("diagonal", 2, 0, 0,
            [new(GateKind.S, 0), new(GateKind.H, 0), new(GateKind.H, 0), new(GateKind.RZ, 1, Angle.Constant(0.2)), new(GateKind.RZZ, 0, 1, -1, Angle.Constant(4 * Math.PI))]);

        Assert.Multiple(() =>
        {
            Assert.That(NativeGates.Of(merged, GateKind.RZZ), Is.EqualTo(new NativeGates(0, 0, 0, 1)));
            Assert.That(NativeGates.Of(diagonal, GateKind.RZZ), Is.EqualTo(new NativeGates(0, 0, 0, 0)));
        });
    }

    [TestCase(GateKind.X, 1, 0, 0)]
    [TestCase(GateKind.Y, 1, 0, 0)]
    [TestCase(GateKind.H, 0, 1, 0)]
    [TestCase(GateKind.SX, 0, 1, 0)]
    [TestCase(GateKind.Z, 0, 0, 0)]
    [TestCase(GateKind.RX, 0, 0, 1)]
    [TestCase(GateKind.RZ, 0, 0, 0)]
    public void Angles_that_a_machine_knows_are_told_from_others(GateKind kind, int half, int quarter, int other)
    {
        var circuit = new Circuit("one", 1, 0, 1, [new Gate(kind, 0, new Angle(0, 1, 0))]);
        Assert.That(NativeGates.Of(circuit, GateKind.RXX), Is.EqualTo(new NativeGates(0, half, quarter, other)));
    }

    [Test]
    public void Bound_angles_may_save_gates()
    {
        var free = Samples.Ring(4, 2);
        var zero = free.Bind(new double[8]);

        Assert.Multiple(() =>
        {
            Assert.That(NativeGates.Of(free, GateKind.RZZ).Interactions, Is.EqualTo(8));
            Assert.That(NativeGates.Of(free, GateKind.RZZ).OtherTurns, Is.EqualTo(8));
            Assert.That(NativeGates.Of(zero, GateKind.RZZ).OtherTurns, Is.Zero);
            Assert.That(NativeGates.Of(zero, GateKind.RZZ).Turns, Is.LessThan(NativeGates.Of(free, GateKind.RZZ).Turns));
        });
    }

    [Test]
    public void A_merged_turn_is_the_product_of_its_gates()
    {
        // |⟨1|U|0⟩|² from the state after the gates.
        var random = new Random(1);
        GateKind[] kinds = [.. Enum.GetValues<GateKind>().Where(kind => kind <= GateKind.RZ)];
        for (var trial = 0; trial < 50; trial++)
        {
            var gates = Enumerable.Range(0, 6).Select(_ => new Gate(kinds[random.Next(kinds.Length)], 0, Angle.Constant(random.NextDouble() * 6 - 3))).ToArray();
            var turn = gates.Aggregate(Turn.None, (before, gate) => Turn.Of(gate.Kind, gate.Angle.Offset).After(before));
            var expected = ReferenceSimulator.Run(new Circuit("one", 1, 0, 0, gates), [], [1], ReadOut.Probabilities)[1];
            Assert.That(turn.FlipProbability, Is.EqualTo(expected).Within(1e-14), $"trial {trial}");
        }
    }
}
