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
