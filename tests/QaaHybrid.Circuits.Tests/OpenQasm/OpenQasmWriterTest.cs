namespace QaaHybrid.Circuits.Tests;

/// <summary>The text of programs; that readers understand it as the tape is tested with Microsoft's importer, in QaaHybrid.QSharp.Tests.</summary>
public class OpenQasmWriterTest
{
    private static readonly Circuit Mixed = new("Mine.Op\nsecond line", 2, 1, 2,
    [
        new(GateKind.RY, 0, new Angle(0, 1, 0)), new(GateKind.TAdj, 1), new(GateKind.CX, 0, 2), new(GateKind.RXX, 0, 1, -1, new Angle(1, 0.5, -0.25)),
        new(GateKind.SX, 1), new(GateKind.SWAP, 0, 1), new(GateKind.CCX, 0, 1, 2), new(GateKind.RZ, 1, new Angle(0, -1, 2)), new(GateKind.SAdj, 2),
    ]);

    [Test]
    public void Version_3_defines_what_stdgates_lacks() => Assert.That(OpenQasmWriter.ToText(Mixed, [0.1, 1e-7]), Is.EqualTo("""
        OPENQASM 3.0;
        // Mine.Op second line
        include "stdgates.inc";
        gate rxx(theta) a, b { h a; h b; cx a, b; rz(theta) b; cx a, b; h a; h b; }
        qubit[2] q;
        qubit[1] aux;
        ry(0.1) q[0];
        tdg q[1];
        cx q[0], aux[0];
        rxx(-0.24999995) q[0], q[1];
        sx q[1];
        swap q[0], q[1];
        ccx q[0], q[1], aux[0];
        rz(1.9) q[1];
        sdg aux[0];
        bit[2] c;
        c = measure q;

        """.ReplaceLineEndings("\n")));

    [Test]
    public void Version_2_writes_out_what_qelib1_lacks() => Assert.That(OpenQasmWriter.ToText(Mixed, [0.1, 1e-7], OpenQasmVersion.V2), Is.EqualTo("""
        OPENQASM 2.0;
        // Mine.Op second line
        include "qelib1.inc";
        qreg q[2];
        qreg aux[1];
        ry(0.1) q[0];
        tdg q[1];
        cx q[0], aux[0];
        h q[0];
        h q[1];
        cx q[0], q[1];
        rz(-0.24999995) q[1];
        cx q[0], q[1];
        h q[0];
        h q[1];
        sdg q[1];
        h q[1];
        sdg q[1];
        cx q[0], q[1];
        cx q[1], q[0];
        cx q[0], q[1];
        ccx q[0], q[1], aux[0];
        rz(1.9) q[1];
        sdg aux[0];
        creg c[2];
        measure q -> c;

        """.ReplaceLineEndings("\n")));

    [Test]
    public void Parameters_are_inputs_on_request()
    {
        var lines = OpenQasmWriter.ToSymbolicText(Mixed, measure: false).Split('\n');

        Assert.That(lines, Is.SupersetOf(new[]
        {
            "input float[64] theta_0;", "input float[64] theta_1;", "ry(theta_0) q[0];", "rxx(0.5*theta_1 - 0.25) q[0], q[1];", "rz(-theta_0 + 2.0) q[1];",
        }));
        Assert.That(lines, Has.None.Contains("measure"));
    }

    [TestCase(0.1)]
    [TestCase(-6.25)]
    [TestCase(6.283185307179586)]
    [TestCase(4.9e-324)]
    [TestCase(-0.0)]
    public void An_angle_within_one_turn_reads_back_as_the_same_number(double angle) =>
        Assert.That(BitConverter.DoubleToInt64Bits(WrittenAngle(angle)), Is.EqualTo(BitConverter.DoubleToInt64Bits(angle)));

    // t - 4π·round(t / 4π) with 80 digits of Python's decimal.
    [TestCase(7.0, -5.566370614359173)]
    [TestCase(-1000.25, 5.059649148733836)]
    [TestCase(1e5, -3.1773490702983667)]
    [TestCase(1e22, 5.26300791462050)]
    public void An_angle_beyond_one_turn_is_the_same_rotation_within_two(double angle, double expected) =>
        Assert.That(WrittenAngle(angle), Is.EqualTo(expected).Within(4e-15));

    [Test]
    public void An_angle_that_is_no_number_is_refused() =>
        Assert.That(() => OpenQasmWriter.ToText(Tapes.Ring(2, 1), [0.1, double.NaN]), Throws.ArgumentException.With.Message.Contains("no angle"));

    [Test]
    public void Another_number_of_angles_is_refused() =>
        Assert.That(() => OpenQasmWriter.ToText(Tapes.Ring(2, 1), [0.1]), Throws.ArgumentException.With.Message.Contains("has 2 parameters, 1 values"));

    private static double WrittenAngle(double angle)
    {
        var text = OpenQasmWriter.ToText(new Circuit("one", 1, 0, 1, [new Gate(GateKind.RX, 0, new Angle(0, 1, 0))]), [angle]);
        var start = text.IndexOf("rx(", StringComparison.Ordinal) + 3;
        return double.Parse(text.AsSpan(start, text.IndexOf(')', start) - start), System.Globalization.CultureInfo.InvariantCulture);
    }
}
