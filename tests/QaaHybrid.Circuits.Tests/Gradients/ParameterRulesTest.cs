namespace QaaHybrid.Circuits.Tests;

public class ParameterRulesTest
{
    private static readonly Angle Theta = new(0, 1, 0);

    [Test]
    public void A_rotation_has_one_frequency_RBS_two()
    {
        Assert.Multiple(() =>
        {
            Check(Only(ShiftTapes.Stirred("ry", 2, new Gate(GateKind.RY, 0, new Angle(0, -0.5, 0.2)))), true, [0.5]);
            Check(Only(ShiftTapes.Stirred("rbs", 2, Tapes.Rbs(0, 1, Theta))), true, [1, 2]);
        });
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void A_controlled_rotation_has_the_frequencies_a_half_and_one_whatever_its_gates(int controls)
    {
        var circuit = ShiftTapes.Stirred("controlled", 4, ShiftTapes.ControlledRy([.. Enumerable.Range(0, controls)], 3, Theta));
        var rule = Only(circuit);
        Assert.Multiple(() =>
        {
            Check(rule, true, [0.5, 1]);
            Assert.That(rule.Circuits, Is.EqualTo(4));
            Assert.That(rule.Parts[0].Gates, Has.Count.EqualTo(1 << controls));
            Assert.That(rule.L1Norm, Is.EqualTo(1).Within(1e-12));
        });
    }

    [Test]
    public void A_controlled_RBS_has_the_frequencies_of_RBS_and_its_halves()
    {
        // H H CZ (RY(θ) ⊗ RY(-θ)) CZ H H with both rotations controlled by qubit 2: eigenvalues 0 and ±1 again.
        Gate[] gates =
        [
            .. Tapes.Rbs(0, 1, Theta).Take(3), .. ShiftTapes.ControlledRy([2], 0, Theta), .. ShiftTapes.ControlledRy([2], 1, Theta.Negated),
            .. Tapes.Rbs(0, 1, Theta).TakeLast(3),
        ];
        Check(Only(ShiftTapes.Stirred("controlled rbs", 3, gates)), true, [1, 2]);
    }

    [Test]
    public void A_Toffoli_between_two_rotations_keeps_them_apart_only_where_it_disturbs_them()
    {
        Gate rotation = new(GateKind.RZ, 0, Theta), toffoli = new(GateKind.CCX, 0, 1, 2);
        Assert.Multiple(() =>
        {
            // Z of a control passes: RZ(2θ). Behind an H it does not: 1 and 2, of two groups.
            Check(Only(ShiftTapes.Stirred("passes", 3, rotation, toffoli, rotation)), true, [2]);
            Check(Only(ShiftTapes.Stirred("blocked", 3, new Gate(GateKind.RX, 0, Theta), toffoli, new Gate(GateKind.RX, 0, Theta))), true, [1, 2]);
        });
    }

    [Test]
    public void What_cancels_or_is_not_seen_takes_no_circuit()
    {
        Gate ry = new(GateKind.RY, 0, Theta), back = new(GateKind.RY, 0, new Angle(0, -1, 0.3)), rz = new(GateKind.RZ, 0, new Angle(0, 0.7, 0));
        var last = new Circuit("last", 3, 0, 1, [.. ShiftTapes.Stir(3), ry, new Gate(GateKind.H, 1)]);
        var first = new Circuit("first", 2, 0, 1, [rz, .. ShiftTapes.Stir(2)]);
        Assert.Multiple(() =>
        {
            Check(Only(ShiftTapes.Stirred("cancels", 2, ry, new Gate(GateKind.CZ, 0, 1), new Gate(GateKind.CZ, 0, 1), back)), true, []);
            // The middle pair is gone, and lets the outer one meet.
            Check(Only(ShiftTapes.Stirred("nested", 2, rz, ry, ry with { Angle = Theta.Negated }, rz)), true, [1.4]);
            Check(Only(ShiftTapes.Stirred("offset left", 2, rz, ry, back, rz)), true, [0.7, 1.4]);
            Check(Only(last, [0, 1, 1]), true, []);
            Check(Only(last, [1, 0, 0]), true, [1]);
            Check(Only(last, null), true, [1]);
            Check(Only(new Circuit("diagonal", 2, 0, 1, [.. ShiftTapes.Stir(2), rz, new Gate(GateKind.CZ, 0, 1)]), null), true, []);
            Check(Only(first), true, []);
            Check(ParameterRules.Of(first, startsInZero: false)[0], true, [0.7]);
        });
    }

    [Test]
    public void A_layer_before_the_read_out_is_seen_qubit_by_qubit()
    {
        Gate[] layer = [.. Enumerable.Range(0, 5).Select(q => new Gate(GateKind.RY, q, Theta))];
        var circuit = new Circuit("layer", 5, 0, 1, [.. ShiftTapes.Stir(5), .. layer]);
        Assert.Multiple(() =>
        {
            Check(Only(circuit, [1, 2, 3, 4, 5]), true, [1]);
            Check(Only(circuit, null), true, [1, 2, 3, 4, 5]);
            Check(Only(ShiftTapes.Stirred("inside", 5, layer)), true, [1, 2, 3, 4, 5]);
            // Z₀, Z₁ and Z₀Z₁ by the same angle: eigenvalues 3/2 and -1/2, where independent signs would have three frequencies.
            Check(Only(ShiftTapes.Stirred("dependent", 2, new Gate(GateKind.RZ, 0, Theta), new Gate(GateKind.RZ, 1, Theta), new Gate(GateKind.RZZ, 0, 1, -1, Theta))), true, [2]);
        });
    }

    [Test]
    public void What_needs_fewer_circuits_is_shifted_and_a_backend_that_cannot_shift_gates_gets_the_joint_rule()
    {
        var root = Math.Sqrt(2);
        var circuit = ShiftTapes.Stirred(
            "two", 3, [.. ShiftTapes.ControlledRy([0, 1], 2, Theta), .. ShiftTapes.Stir(3), .. ShiftTapes.ControlledRy([2, 1], 0, new Angle(0, root, 0))]);
        var free = Only(circuit);
        var bound = ParameterRules.Of(circuit, anyTape: false)[0];
        double[] sums = [0.5, 1, root / 2, root, 0.5 + root / 2, 0.5 + root, 1 + root / 2, 1 + root, root / 2 - 0.5, root - 0.5, 1 - root / 2, root - 1];
        Assert.Multiple(() =>
        {
            Assert.That((free.IsJoint, free.Circuits, bound.IsJoint, bound.Circuits), Is.EqualTo((false, 8, true, 24)));
            Assert.That(free.Parts.Select(part => part.Gates.Count), Is.EqualTo(new[] { 4, 4 }));
            Assert.That(bound.Parts[0].Frequencies, Is.EqualTo(sums.Order()).Within(1e-12));
            Assert.That(bound.L1Norm, Is.LessThan(1 + root + 1e-4), "Bernstein's bound");
            Assert.That(free.L1Norm, Is.EqualTo(1 + root).Within(1e-12));
        });
    }

    [Test]
    public void Too_many_frequencies_are_refused_by_name()
    {
        Gate[] gates = [.. Enumerable.Range(0, 6).SelectMany(k => ShiftTapes.Stir(2).Prepend(new Gate(GateKind.RY, 0, new Angle(0, Math.Sqrt(k + 2), 0))))];
        var circuit = ShiftTapes.Stirred("many", 2, gates);
        Assert.Multiple(() =>
        {
            Assert.That(Only(circuit).Circuits, Is.EqualTo(12));
            Assert.That(() => ParameterRules.Of(circuit, anyTape: false), Throws.TypeOf<NotSupportedException>().With.Message.Contains("θ[0] of many"));
            Assert.That(() => ParameterRules.Of(circuit, [1, 1, 1]), Throws.ArgumentException.With.Message.Contains("3 weights for 2 qubits"));
        });
    }

    [Test]
    public void Tapes_wider_than_the_masks_are_seen_through_their_windows()
    {
        Gate[] gates =
        [
            .. Tapes.Rbs(30, 31, Theta), .. Tapes.Rbs(31, 32, new Angle(1, 1, 0)),
            .. Enumerable.Range(0, 40).Select(q => new Gate(GateKind.RY, q, new Angle(2, 1, 0))),
        ];
        var rules = ParameterRules.Of(new Circuit("wide", 40, 0, 3, gates));
        Assert.Multiple(() =>
        {
            Check(rules[0], true, [1, 2]);
            Check(rules[1], true, [1, 2]);
            Check(rules[2], true, [.. Enumerable.Range(1, 40).Select(k => (double)k)]);
        });
    }

    private static ParameterRule Only(Circuit circuit, double[]? weights = null) => ParameterRules.Of(circuit, weights)[0];

    private static void Check(ParameterRule rule, bool joint, double[] frequencies)
    {
        Assert.That(rule.IsJoint, Is.EqualTo(joint));
        Assert.That(rule.Parts, Has.Count.EqualTo(frequencies.Length == 0 ? 0 : 1));
        Assert.That(rule.Parts.SelectMany(part => part.Frequencies), Is.EqualTo(frequencies).Within(1e-12));
        Assert.That(rule.Circuits, Is.EqualTo(2 * frequencies.Length));
    }
}
