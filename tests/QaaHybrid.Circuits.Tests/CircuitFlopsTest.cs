namespace QaaHybrid.Circuits.Tests;

public class CircuitFlopsTest
{
    private static readonly Gate Turn = new(GateKind.RY, 0, new Angle(0, 1, 0)), Phase = new(GateKind.RZ, 1, new Angle(1, 1, 0)), Flip = new(GateKind.CX, 0, 1);

    [Test]
    public void A_turned_pair_takes_three_an_amplitude_and_moving_takes_none() =>
        // Two rotations of 2³ amplitudes: two multiplications and an addition for each.
        Assert.That(new Circuit("real", 3, 0, 2, [Turn, Flip, Turn, new Gate(GateKind.X, 2)]).FlopsPerState, Is.EqualTo(2 * 8 * 3));

    [Test]
    public void Complex_amplitudes_take_twice_as_many_in_every_gate() =>
        Assert.That(new Circuit("complex", 3, 0, 2, [Turn, Flip, Phase]).FlopsPerState, Is.EqualTo(2 * 8 * 6));

    [Test]
    public void Auxiliary_qubits_double_the_state() =>
        Assert.That(new Circuit("wider", 2, 2, 2, [Turn]).FlopsPerState, Is.EqualTo(16 * 3));
}
