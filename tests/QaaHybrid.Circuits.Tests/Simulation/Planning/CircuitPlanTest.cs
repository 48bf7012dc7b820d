using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Tests;

/// <summary>What the planner makes of circuits: how few passes, by the numbers and whatever form the gates have.</summary>
public class CircuitPlanTest
{
    private static readonly Angle Theta = new(0, 1, 0);

    [Test]
    public void Clifford_gates_are_no_pass()
    {
        Gate[] ring = [.. Enumerable.Range(0, 5).Select(q => new Gate(GateKind.CX, q, (q + 1) % 5)), new(GateKind.CZ, 0, 2), new(GateKind.SWAP, 1, 3), new(GateKind.S, 4)];

        Assert.That(CircuitPlan.Of(new Circuit("clifford", 5, 0, 0, ring), 1).Steps, Is.Empty);
    }

    [Test]
    public void Every_form_of_RBS_is_one_real_rotation_of_half_of_the_pairs([Values("H-CZ-RY", "controlled RY", "Pauli exponentials")] string form)
    {
        Gate[] gates = form switch
        {
            "H-CZ-RY" => [.. Tapes.Rbs(0, 1, Theta)],
            // CNOT(b → a), RY(2θ) on b controlled by a, CNOT: the controlled RY as the compiler takes it apart.
            "controlled RY" =>
            [
                new(GateKind.CX, 1, 0), new(GateKind.RY, 1, Theta), new(GateKind.CX, 0, 1), new(GateKind.RY, 1, Theta.Negated), new(GateKind.CX, 0, 1), new(GateKind.CX, 1, 0),
            ],
            // exp(-iθ/2 (XY - YX)) from RXX and RYY between S gates.
            _ =>
            [
                new(GateKind.SAdj, 1), new(GateKind.RXX, 0, 1, -1, Theta), new(GateKind.RYY, 0, 1, -1, Theta), new(GateKind.S, 1),
            ],
        };
        var circuit = new Circuit(form, 2, 0, 1, gates);
        var plan = CircuitPlan.Of(circuit, 1);

        Assert.Multiple(() =>
        {
            double[] mixed = [0.1, 0.2, 0.3, 0.4];
            Assert.That(
                ReferenceSimulator.Run(circuit, [0.7], mixed, ReadOut.Probabilities),
                Is.EqualTo(ReferenceSimulator.Run(new Circuit("rbs", 2, 0, 1, [.. Tapes.Rbs(0, 1, Theta)]), [0.7], mixed, ReadOut.Probabilities)).Within(1e-14));
            Assert.That(plan.IsComplex, Is.False);
            Assert.That(plan.Steps, Has.Count.EqualTo(1));
            Assert.That(plan.Steps[0], Is.InstanceOf<FanStep>());
            Assert.That(((FanStep)plan.Steps[0]).Classes, Has.Length.EqualTo(1));
        });
    }

    [Test]
    public void Neighbouring_rotations_about_one_axis_are_one()
    {
        Gate[] gates = [new(GateKind.RY, 0, Theta), new(GateKind.RZ, 1, Theta), new(GateKind.RY, 0, new Angle(0, 2, 0.5)), new(GateKind.RY, 0, Angle.Constant(-0.5))];
        var plan = CircuitPlan.Of(new Circuit("three RY", 2, 0, 1, gates), 1);

        Assert.That(plan.Steps.OfType<SweepStep>().Sum(sweep => sweep.Members.Count), Is.EqualTo(2));
    }

    [Test]
    public void Independent_rotations_share_a_pass() =>
        Assert.That(CircuitPlan.Of(Tapes.Ring(9, 1), 1).Steps, Has.Count.EqualTo(3));

    [Test]
    public void Rotations_of_the_same_pairs_are_a_fan()
    {
        Gate[] phases = [.. Enumerable.Range(0, 6).Select(q => new Gate(GateKind.RZ, q, Theta)), new(GateKind.RZZ, 0, 1, -1, Theta)];

        Assert.That(CircuitPlan.Of(new Circuit("phases", 6, 0, 1, phases), 1).Steps, Has.Count.EqualTo(1).And.All.InstanceOf<FanStep>());
    }

    [Test]
    public void RBS_gates_of_different_qubits_share_a_pass()
    {
        // Three at a time, as soon as their qubits are free.
        var plan = CircuitPlan.Of(Tapes.Brick(10, 1), 1);

        Assert.That(plan.Steps, Has.Count.EqualTo(3));
        Assert.That(plan.Fans.Count(), Is.EqualTo(9));
        // All three turn an eighth of the indices, two of them three eighths, one three eighths; an eighth is left alone.
        Assert.That(((FanSweepStep)plan.Steps[0]).Parts.Select(part => part.Members.Length), Is.EquivalentTo(new[] { 1, 1, 1, 2, 2, 2, 3 }));
    }

    [Test]
    public void A_multiplexed_rotation_is_one_fan_a_level()
    {
        // RY, then RY CNOT RY CNOT: the tree of the amplitude loader on two qubits.
        Gate[] tree = [new(GateKind.RY, 0, Theta), new(GateKind.RY, 1, new Angle(1, 1, 0)), new(GateKind.CX, 0, 1), new(GateKind.RY, 1, new Angle(2, 1, 0)), new(GateKind.CX, 0, 1)];

        Assert.That(CircuitPlan.Of(new Circuit("tree", 2, 0, 3, tree), 1).Steps, Has.Count.EqualTo(2));
    }

    [Test]
    public void Twenty_qubits_are_planned_in_moments() =>
        Assert.That(CircuitPlan.Of(Tapes.Ring(20, 10), 8).Segments, Has.Length.LessThan(40));
}
