using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp.Tests;

public class TapeFileTest
{
    private static readonly TapeKey Key = new("key", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly CircuitOrigin Origin = new("project", [new CircuitStage("Mine.Op", false, 0, 2, null)]);

    private static readonly Circuit Tape = new("Mine.Op", 3, 1, 2,
    [
        new Gate(GateKind.H, 0), new Gate(GateKind.RY, 1, new Angle(1, -1.0 / 3, Math.PI)), new Gate(GateKind.CCX, 0, 1, 3),
        new Gate(GateKind.RZZ, 0, 2, -1, Angle.Constant(double.Epsilon)), new Gate(GateKind.CX, 2, 0),
    ]);

    private static readonly byte[] Bytes = TapeFile.Write(Tape, Key);

    [Test]
    public void What_is_written_is_read()
    {
        var read = TapeFile.Read(Bytes, Key, "Mine.Op", Origin)!;

        Assert.Multiple(() =>
        {
            Assert.That((read.Name, read.Qubits, read.AuxiliaryQubits, read.Parameters), Is.EqualTo(("Mine.Op", 3, 1, 2)));
            Assert.That(read.Gates, Is.EqualTo(Tape.Gates));
            Assert.That(read.Origin, Is.SameAs(Origin));
        });
    }

    [Test]
    public void A_file_that_is_cut_anywhere_is_no_tape()
    {
        for (var length = 0; length < Bytes.Length; length++)
            Assert.That(TapeFile.Read(Bytes.AsSpan(0, length), Key, "Mine.Op", Origin), Is.Null, $"{length} bytes");
    }

    [Test]
    public void A_file_with_any_bit_flipped_is_no_tape()
    {
        for (var bit = 0; bit < 8 * Bytes.Length; bit++)
        {
            var damaged = (byte[])Bytes.Clone();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.That(TapeFile.Read(damaged, Key, "Mine.Op", Origin), Is.Null, $"bit {bit}");
        }
    }

    [Test]
    public void A_file_of_another_key_is_no_tape() =>
        Assert.That(TapeFile.Read(Bytes, new TapeKey("key", new byte[32]), "Mine.Op", Origin), Is.Null);
}
