namespace QaaHybrid.Circuits.Tests;

public class QirWriterTest
{
    [TestCase("every-gate-a.ll")]
    [TestCase("every-gate-b.ll")]
    [TestCase("ring-4.ll")]
    [TestCase("pyramid-4.ll")]
    [TestCase("pyramid-8.ll")]
    [TestCase("controlled-rbs.ll")]
    [TestCase("numbers.ll")]
    public void A_tape_goes_back_to_the_compilers_own_bytes(string fixture)
    {
        var text = Fixture.Text(fixture);

        Assert.That(QirWriter.ToText(QirReader.Read(text).ToCircuit(fixture), []), Is.EqualTo(text));
    }

    [Test]
    public void A_composed_tape_is_written_bound()
    {
        var ring = new Circuit("ry", 2, 0, 1, [new(GateKind.RY, 0, new Angle(0, 2, 0.5)), new(GateKind.CX, 0, 1)]);

        var read = QirReader.Read(QirWriter.ToText(ring.Then(ring.Inverse()), [0.25, 0.75])).ToCircuit("read");

        Assert.That(read.Gates, Is.EqualTo(new Gate[]
        {
            new(GateKind.RY, 0, Angle.Constant(1)), new(GateKind.CX, 0, 1), new(GateKind.CX, 0, 1), new(GateKind.RY, 0, Angle.Constant(-2)),
        }));
    }

    [Test]
    public void Angles_that_are_no_numbers_are_refused()
    {
        var circuit = new Circuit("ry", 1, 0, 1, [new(GateKind.RY, 0, new Angle(0, 1, 0))]);

        Assert.Multiple(() =>
        {
            Assert.That(() => QirWriter.ToText(circuit, [double.NaN]), Throws.ArgumentException);
            Assert.That(() => QirWriter.ToText(circuit, []), Throws.ArgumentException.With.Message.Contains("1 parameters, 0 values"));
        });
    }
}
