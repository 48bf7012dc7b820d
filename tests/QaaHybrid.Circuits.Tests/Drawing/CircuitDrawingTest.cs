using System.Xml.Linq;

namespace QaaHybrid.Circuits.Tests;

public class CircuitDrawingTest
{
    private static readonly Circuit Mixed = new("mixed <&>", 3, 1, 2,
    [
        new(GateKind.RY, 0, new Angle(0, 1, 0)), new(GateKind.RX, 1, new Angle(1, -2, 0.25)), new(GateKind.CX, 0, 2), new(GateKind.SAdj, 1),
        new(GateKind.CCX, 0, 1, 3), new(GateKind.SWAP, 1, 2), new(GateKind.CZ, 2, 3), new(GateKind.RZZ, 0, 1, -1, Angle.Constant(0.5)), new(GateKind.CY, 3, 0),
    ]);

    [Test]
    public void Text_shows_gates_on_their_wires()
    {
        Assert.That(CircuitDrawing.ToText(Mixed), Is.EqualTo("""
            q0: ────RY(θ0)──────●──────●─────RZZ(0.5)──Y─
                                │      │        │      │
            q1: ─RX(-2θ1+0.25)──┼──S†──●──×────RZZ─────┼─
                                │      │  │            │
            q2: ────────────────⊕──────┼──×─────●──────┼─
                                       │        │      │
            a0: ───────────────────────⊕────────●──────●─

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void RBS_is_one_gate_unless_asked_otherwise()
    {
        var brick = Tapes.Brick(3, 1);

        Assert.Multiple(() =>
        {
            Assert.That(CircuitDrawing.ToText(brick), Is.EqualTo("""
                q0: ─RBS(θ0)──────────
                        │
                q1: ───RBS────RBS(θ1)─
                                 │
                q2: ────────────RBS───

                """.ReplaceLineEndings("\n")));
            Assert.That(CircuitDrawing.ToText(brick, new DrawingOptions(FuseRbs: false)), Does.Contain("RY(-θ1)").And.Not.Contains("RBS"));
            Assert.That(CircuitDrawing.ToText(brick, new DrawingOptions(Theta: [0.5, -1])), Does.Contain("RBS(0.5)").And.Contains("RBS(-1)"));
        });
    }

    [Test]
    public void The_compilers_RBS_is_recognised() =>
        Assert.That(CircuitDrawing.ToText(Fixture.Program("pyramid-4.ll").ToCircuit("pyramid")).Split("RBS(").Length - 1, Is.EqualTo(6));

    // The sequences that the compiler writes for the operations of QaaHybrid.Gates, as `qaa circuit qasm` shows them.
    private static readonly Angle Theta = new(0, 1, 0);

    private static IEnumerable<TestCaseData> Forms()
    {
        yield return new TestCaseData(ByControlledRy(0, 1), "RBS(θ0)", "RBS", 2).SetArgDisplayNames("controlled RY");
        yield return new TestCaseData(ByControlledRy(1, 0), "RBS(-θ0)", "RBS", 2).SetArgDisplayNames("controlled RY, qubits exchanged");
        yield return new TestCaseData(ByPauliExponentials(), "RBS(θ0)", "RBS", 2).SetArgDisplayNames("Pauli exponentials");
        yield return new TestCaseData(Inverse(ByPauliExponentials()), "RBS(-θ0)", "RBS", 2).SetArgDisplayNames("Pauli exponentials, inverse");
        yield return new TestCaseData(Controlled(), "RBS(θ0)", "RBS", 3).SetArgDisplayNames("one control");
        yield return new TestCaseData(Fermionic(0, 3, Tapes.Rbs(0, 3, Theta)), "FBS(θ0)", "FBS", 2).SetArgDisplayNames("FBS");
        yield return new TestCaseData(Fermionic(3, 0, Tapes.Rbs(3, 0, Theta)), "FBS(-θ0)", "FBS", 2).SetArgDisplayNames("FBS, qubits exchanged");
    }

    [TestCaseSource(nameof(Forms))]
    public void Every_form_of_a_beam_splitter_is_one_gate(Gate[] gates, string first, string second, int marks)
    {
        var circuit = new Circuit("form", 4, 0, 1, gates);
        var lines = CircuitDrawing.ToText(circuit).Split('\n');

        Assert.Multiple(() =>
        {
            Assert.That(lines.Single(line => line.Contains('(')), Does.Contain(first));
            Assert.That(lines.Count(line => line.Contains(second, StringComparison.Ordinal) && !line.Contains('(')), Is.EqualTo(1));
            Assert.That(lines.Count(line => line.Contains('●') || line.Contains(second, StringComparison.Ordinal)), Is.EqualTo(marks));
            Assert.That(lines.Max(line => line.Length), Is.LessThan(20), "one column");
            // What the drawing says is what the gates do.
            var angle = first.Contains('-') ? -0.7 : 0.7;
            if (second == "RBS" && marks == 2)
                AssertSameStates(circuit, new Circuit("drawn", 4, 0, 1, [.. Tapes.Rbs(0, 1, Angle.Constant(angle))]));
        });
    }

    [Test]
    public void What_only_looks_like_a_beam_splitter_is_drawn_as_it_is()
    {
        Gate[] otherSign = ByControlledRy(0, 1), shortParity = Fermionic(0, 3, Tapes.Rbs(0, 3, Theta));
        otherSign[5] = otherSign[5] with { Angle = Theta.Negated };
        shortParity[^1] = new Gate(GateKind.CZ, 0, 3);

        Assert.That(CircuitDrawing.ToText(new Circuit("form", 4, 0, 1, otherSign)), Does.Not.Contain("RBS"));
        Assert.That(CircuitDrawing.ToText(new Circuit("form", 4, 0, 1, shortParity)), Does.Not.Contain("FBS").And.Contains("RBS"));
    }

    [Test]
    public void Of_many_qubits_the_first_are_drawn_and_the_rest_is_counted()
    {
        var brick = Tapes.Brick(768, 1);
        foreach (var drawing in (string[])[CircuitDrawing.ToText(brick), CircuitDrawing.ToSvg(brick)])
            Assert.That(
                drawing,
                Does.Contain("q63").And.Not.Contains("q64").And.Contains("RBS(θ0)")
                    .And.Contains($"… and 704 more qubits; {8 * (767 - 63)} more gates, those that touch them among these"));
    }

    private static Gate[] ByControlledRy(int a, int b) =>
    [
        new(GateKind.CX, a, b), new(GateKind.SAdj, a), new(GateKind.H, a), new(GateKind.RZ, a, Theta.Negated), new(GateKind.CX, b, a), new(GateKind.RZ, a, Theta),
        new(GateKind.CX, b, a), new(GateKind.H, a), new(GateKind.S, a), new(GateKind.CX, a, b),
    ];

    private static Gate[] ByPauliExponentials() =>
    [
        new(GateKind.SAdj, 1), new(GateKind.RXX, 0, 1, -1, Theta), new(GateKind.S, 1), new(GateKind.S, 1), new(GateKind.RYY, 0, 1, -1, Theta.Negated), new(GateKind.SAdj, 1),
    ];

    private static Gate[] Controlled() =>
    [
        new(GateKind.CX, 0, 1), new(GateKind.RY, 0, Theta.Negated), new(GateKind.CCX, 3, 1, 0), new(GateKind.RY, 0, Theta), new(GateKind.CCX, 3, 1, 0), new(GateKind.CX, 0, 1),
    ];

    private static Gate[] Fermionic(int from, int to, IEnumerable<Gate> rbs) =>
    [
        new(GateKind.CZ, from, 1), new(GateKind.CZ, from, 2), .. rbs, new(GateKind.CZ, from, 2), new(GateKind.CZ, from, 1),
    ];

    private static Gate[] Inverse(Gate[] gates) => [.. gates.Reverse().Select(gate => gate.Inverse)];

    private static void AssertSameStates(Circuit circuit, Circuit drawn)
    {
        var input = Tapes.Normal(3, 16);
        var (state, expected) = (ReferenceSimulator.Load(circuit, input), ReferenceSimulator.Load(drawn, input));
        ReferenceSimulator.Apply(circuit, [0.7], state);
        ReferenceSimulator.Apply(drawn, [0.7], expected);
        Assert.That(StateDistance.UpToPhase(expected, state), Is.LessThan(1e-12));
    }

    [Test]
    public void Wide_circuits_are_broken_and_long_ones_cut()
    {
        var text = CircuitDrawing.ToText(Tapes.Ring(3, 6), new DrawingOptions(Width: 50, MaxGates: 20));

        Assert.Multiple(() =>
        {
            Assert.That(text.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(50));
            Assert.That(text.Split("q0:").Length - 1, Is.GreaterThan(1));
            Assert.That(text, Does.EndWith("… and 16 more gates\n"));
        });
    }

    [Test]
    public void An_empty_circuit_is_its_wires() =>
        Assert.That(CircuitDrawing.ToText(new Circuit("empty", 2, 0, 0, [])), Is.EqualTo("q0: \nq1: \n"));

    [Test]
    public void Svg_is_well_formed_and_self_contained()
    {
        var svg = XDocument.Parse(CircuitDrawing.ToSvg(Mixed));
        XNamespace ns = "http://www.w3.org/2000/svg";
        var labels = svg.Descendants(ns + "text").Select(text => text.Value).ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(labels, Is.SupersetOf(new[] { "q0", "q1", "q2", "a0", "RY(θ0)", "RX(-2θ1+0.25)", "S†", "RZZ(0.5)", "Y" }));
            // Dots: CX 1, CCX 2, CZ 2, CY 1. Targets: CX, CCX.
            Assert.That(svg.Descendants(ns + "circle").Count(circle => (string)circle.Attribute("r")! == "4"), Is.EqualTo(6));
            Assert.That(svg.Descendants(ns + "circle").Count(circle => (string)circle.Attribute("r")! == "8"), Is.EqualTo(2));
            Assert.That(svg.Root!.Attribute("aria-label")!.Value, Is.EqualTo("mixed <&>"));
            Assert.That(svg.ToString(), Does.Not.Contain("href"));
        });
    }

    [Test]
    public void Svg_stays_within_its_width()
    {
        var svg = XDocument.Parse(CircuitDrawing.ToSvg(Tapes.Ring(4, 8), new DrawingOptions(Width: 500))).Root!;

        Assert.That((int)svg.Attribute("width")!, Is.LessThanOrEqualTo(500));
    }

    [Test]
    public void Bug_AnSvgWithAnglesWasBrokenAtTheWidthOfATerminal()
    {
        var ring = Tapes.Ring(4, 2);
        var svg = XDocument.Parse(CircuitDrawing.ToSvg(ring, new DrawingOptions(new double[ring.Parameters]))).Root!;
        Assert.That(svg.Descendants().Count(element => element.Value == "q0"), Is.EqualTo(1), "one panel holds it");
    }
}
