namespace QaaHybrid.Circuits.Tests;

public class QirTemplateTest
{
    // What Fixtures.qs's EveryGate turns by, in the order of its rotations.
    private static readonly Angle[] Angles =
    [
        new(0, 1, 0), new(1, 1, 0), new(2, -1, 0), new(3, 1, 0), new(4, 1, 0), new(5, 1, 0), new(6, 2, 0), new(0, 0.5, 0.25), Angle.Constant(0.125),
    ];

    private static readonly double[] ThetaA = [0.1, -0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
    private static readonly double[] ThetaB = [-1.1, 0.0, -0.0, 3, 1e-10, 0.30000000000000004, -2.7182818284590451];

    [Test]
    public void Binding_gives_the_bytes_of_a_real_compile()
    {
        var a = new QirTemplate(Fixture.Text("every-gate-a.ll"), Angles);
        var b = new QirTemplate(Fixture.Text("every-gate-b.ll"), Angles);

        Assert.Multiple(() =>
        {
            Assert.That(a.Parameters, Is.EqualTo(7));
            Assert.That(a.Bind(ThetaA), Is.EqualTo(Fixture.Text("every-gate-a.ll")));
            Assert.That(a.Bind(ThetaB), Is.EqualTo(Fixture.Text("every-gate-b.ll")));
            Assert.That(b.Bind(ThetaA), Is.EqualTo(Fixture.Text("every-gate-a.ll")));
        });
    }

    [Test]
    public void A_tape_gives_its_template()
    {
        var text = Fixture.Text("ring-4.ll");
        var bound = QirReader.Read(text).ToCircuit("ring");
        var rotations = 0;
        var circuit = new Circuit(
            "ring", 4, 0, 8, [.. bound.Gates.Select(gate => gate.IsRotation ? gate with { Angle = new Angle(rotations++, 1, 0) } : gate)]);

        var template = QirTemplate.Of(text, circuit);

        Assert.That(template.Bind([.. Enumerable.Range(1, 8).Select(i => i / 10.0)]), Is.EqualTo(text));
    }

    [Test]
    public void Wrong_counts_are_refused()
    {
        var text = Fixture.Text("every-gate-a.ll");

        Assert.Multiple(() =>
        {
            Assert.That(() => new QirTemplate(text, Angles[1..]), Throws.ArgumentException.With.Message.Contains("9 rotations, 8 angles"));
            Assert.That(() => new QirTemplate(text, [.. Angles, Angles[0]]), Throws.ArgumentException.With.Message.Contains("9 rotations, 10 angles"));
            Assert.That(() => new QirTemplate(text, Angles).Bind([1, 2]), Throws.ArgumentException.With.Message.Contains("7 parameters, 2 values"));
        });
    }
}
