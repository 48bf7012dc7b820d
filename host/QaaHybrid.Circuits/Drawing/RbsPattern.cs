namespace QaaHybrid.Circuits.Drawing;

/// <summary>
/// RBS(θ) on (a, b) as the compiler writes it: H a, H b, CZ, RY(θ) a, RY(-θ) b, CZ, H b, H a, where gates that stand side by side may
/// change places.
/// </summary>
internal static class RbsPattern
{
    public const int Length = 8;

    /// <summary>The RBS gate that begins at an index of a tape, or null.</summary>
    public static (int First, int Second, Angle Angle)? Match(IReadOnlyList<Gate> gates, int start)
    {
        if (start + Length > gates.Count)
            return null;
        var (z, y0, y1) = (gates[start + 2], gates[start + 3], gates[start + 4]);
        if (z.Kind != GateKind.CZ || y0.Kind != GateKind.RY || y1.Kind != GateKind.RY || y0.Angle != y1.Angle.Negated)
            return null;
        var (a, b) = (z.Q0, z.Q1);
        var fits = BothTurn(GateKind.H, gates[start], gates[start + 1], a, b) && BothTurn(GateKind.RY, y0, y1, a, b)
            && gates[start + 5].Kind == GateKind.CZ && Pair(gates[start + 5].Q0, gates[start + 5].Q1, a, b)
            && BothTurn(GateKind.H, gates[start + 6], gates[start + 7], a, b);
        // The first qubit of the gate is the one in whose sense the angle counts; of two equal choices, the upper.
        return fits ? (Math.Min(a, b), Math.Max(a, b), y0.Q0 == Math.Min(a, b) ? y0.Angle : y1.Angle) : null;
    }

    private static bool BothTurn(GateKind kind, Gate first, Gate second, int a, int b) =>
        first.Kind == kind && second.Kind == kind && Pair(first.Q0, second.Q0, a, b);

    private static bool Pair(int p, int q, int a, int b) => (p == a && q == b) || (p == b && q == a);
}
