namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// The Clifford gates so far, kept aside instead of applied: the true state is C |stored⟩. A rotation about P of the true state is a rotation
/// about C† P C of the stored one, again a Pauli operator; so Clifford gates move no data. The frame holds C† X_q C and C† Z_q C of every bit.
/// </summary>
internal sealed partial class CliffordFrame
{
    private readonly PauliString[] _x;
    private readonly PauliString[] _z;

    public CliffordFrame(int bits)
    {
        _x = [.. Enumerable.Range(0, bits).Select(bit => PauliString.XOn(1u << bit))];
        _z = [.. Enumerable.Range(0, bits).Select(bit => PauliString.ZOn(1u << bit))];
    }

    /// <summary>C† X C of a bit.</summary>
    public PauliString X(int bit) => _x[bit];

    /// <summary>C† Z C of a bit.</summary>
    public PauliString Z(int bit) => _z[bit];

    /// <summary>C† P C.</summary>
    public PauliString Pull(PauliString p)
    {
        var pulled = new PauliString(0, 0, p.Phase);
        for (var bit = 0; bit < _x.Length; bit++)
            if ((p.X >> bit & 1) != 0)
                pulled *= _x[bit];
        for (var bit = 0; bit < _z.Length; bit++)
            if ((p.Z >> bit & 1) != 0)
                pulled *= _z[bit];
        return pulled;
    }

    /// <summary>
    /// The true state is turned by g = exp(-iπ/4 m P): C becomes gC. For Q that anticommutes with P, g†Qg = Q g² = Q (cos mπ/2 - i sin mπ/2 P).
    /// </summary>
    public void Turn(PauliString p, int quarterTurns)
    {
        var pulled = Pull(p);
        TurnWitness(pulled, quarterTurns);
        var m = quarterTurns & 3;
        if (m == 0)
            return;
        for (var bit = 0; bit < _x.Length; bit++)
        {
            if (p.AnticommutesWith(PauliString.XOn(1u << bit)))
                _x[bit] = Turned(_x[bit]);
            if (p.AnticommutesWith(PauliString.ZOn(1u << bit)))
                _z[bit] = Turned(_z[bit]);
        }

        // m = 1: -i Q P; m = 2: -Q; m = 3: i Q P.
        PauliString Turned(PauliString q) => m == 2 ? q.Times(2) : (q * pulled).Times(m == 1 ? 3 : 1);
    }

    /// <summary>
    /// Quarter turns about these axes, applied to the stored state, take all that is not diagonal out of the frame: afterwards every C† Z_q C
    /// is a sign, so that a stored basis state is a basis state. The frame is updated: C becomes C R†, R = exp(-iπ/4 P).
    /// </summary>
    public IReadOnlyList<PauliString> Diagonalize()
    {
        var axes = new List<PauliString>();
        PauliString[] group = [.. _z];
        for (var i = 0; i < group.Length; i++)
        {
            if (group[i].IsDiagonal)
                continue;
            var pivot = group[i].X & (~group[i].X + 1);
            for (var k = 0; k < group.Length; k++)
                if (k != i && (group[k].X & pivot) != 0)
                    group[k] *= group[i];
            // i g Z anticommutes with g and, as all others commute with g and with the pivot's Z, turns g alone: into a Z.
            var axis = (group[i] * PauliString.ZOn(pivot)).Times(1);
            axes.Add(axis);
            TurnWitness(axis, -1);
            TurnAll(group, axis);
            TurnAll(_x, axis);
            TurnAll(_z, axis);
        }
        return axes;
    }

    // R Q R† = R² Q = -i P Q for Q that anticommutes with P.
    private static void TurnAll(PauliString[] rows, PauliString axis)
    {
        for (var i = 0; i < rows.Length; i++)
            if (rows[i].AnticommutesWith(axis))
                rows[i] = (axis * rows[i]).Times(3);
    }
}
