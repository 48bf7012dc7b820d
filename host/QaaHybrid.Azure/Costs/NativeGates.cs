using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>
/// How many gates of its own a machine makes of a tape: turns about equatorial axes, and one kind of gate of two qubits. Turns about Z cost nothing on any
/// of the machines here: they change the frame in which later gates are driven.
/// </summary>
/// <remarks>
/// All gates of one qubit between two of its two-qubit gates are multiplied, and what is left is counted, as by a compiler that looks no further: nothing is
/// moved through a gate of two qubits, and these do not cancel. A SWAP is three of them, a doubly controlled X six (so IonQ counts it too). Parameters that are
/// not bound are taken at angles in general position.
/// </remarks>
/// <param name="Interactions">Gates of two qubits.</param>
/// <param name="HalfTurns">Merged turns by π about an equatorial axis, before and after turns about Z.</param>
/// <param name="QuarterTurns">Those by π/2.</param>
/// <param name="OtherTurns">Those by any other angle.</param>
internal sealed record NativeGates(long Interactions, long HalfTurns, long QuarterTurns, long OtherTurns)
{
    // Probabilities and angles nearer to a special value than this are taken for it.
    private const double Tolerance = 1e-9;

    private const double GoldenRatio = 1.618033988749895;

    /// <summary>All merged gates of one qubit that are no turn about Z.</summary>
    public long Turns => HalfTurns + QuarterTurns + OtherTurns;

    /// <summary>The counts of a tape.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="interaction">The machine's gate of two qubits, see <see cref="NativeExpansion"/>.</param>
    public static NativeGates Of(Circuit circuit, GateKind interaction)
    {
        // Multiples of the golden ratio, in (1, 2): no two are equal, or add up to a multiple of π/2.
        double[] theta = [.. Enumerable.Range(1, circuit.Parameters).Select(i => 1 + i * GoldenRatio % 1)];
        Turn[] turns = [.. Enumerable.Repeat(Turn.None, circuit.Width)];
        var interactions = 0L;
        var counts = new long[3];
        foreach (var gate in circuit.Gates.SelectMany(gate => NativeExpansion.Of(gate, interaction)))
        {
            var angle = gate.IsRotation ? gate.Angle.At(theta) : 0;
            if (gate.Arity == 1)
                turns[gate.Q0] = Turn.Of(gate.Kind, angle).After(turns[gate.Q0]);
            else if (Math.Abs(Math.IEEERemainder(angle, 2 * Math.PI)) > Tolerance)
            {
                interactions++;
                Close(gate.Q0);
                Close(gate.Q1);
            }
        }
        for (var q = 0; q < turns.Length; q++)
            Close(q);
        return new NativeGates(interactions, counts[0], counts[1], counts[2]);

        void Close(int qubit)
        {
            var flip = turns[qubit].FlipProbability;
            turns[qubit] = Turn.None;
            if (flip > Tolerance)
                counts[flip > 1 - Tolerance ? 0 : Math.Abs(flip - 0.5) < Tolerance ? 1 : 2]++;
        }
    }
}
