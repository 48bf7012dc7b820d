using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp.Tests;

public class TapeFileTest
{
    [Test]
    public void What_is_written_is_read()
    {
        var origin = new CircuitOrigin("project", [new CircuitStage("Mine.Op", false, 0, 2, null)]);
        var tape = new Circuit("Mine.Op", 3, 1, 2,
        [
            new Gate(GateKind.H, 0), new Gate(GateKind.RY, 1, new Angle(1, -1.0 / 3, Math.PI)), new Gate(GateKind.CCX, 0, 1, 3),
            new Gate(GateKind.RZZ, 0, 2, -1, Angle.Constant(double.Epsilon)), new Gate(GateKind.CX, 2, 0),
        ]);

        var read = TapeFile.Read(TapeFile.Write(tape), "Mine.Op", origin);

        Assert.Multiple(() =>
        {
            Assert.That((read.Name, read.Qubits, read.AuxiliaryQubits, read.Parameters), Is.EqualTo(("Mine.Op", 3, 1, 2)));
            Assert.That(read.Gates, Is.EqualTo(tape.Gates));
            Assert.That(read.Origin, Is.SameAs(origin));
        });
    }
}
