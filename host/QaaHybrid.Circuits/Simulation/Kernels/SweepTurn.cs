using System.Numerics;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>
/// The numbers of a sweep at one θ, in tangent form. A plane turned by h is turned by r = h - m π/2, |r| ≤ π/4, and by m quarter turns;
/// a turn by r is <c>cos r · (a₀ - τ a₁, a₁ + τ a₀)</c>, τ = tan r, two fused operations a pair. A quarter turn exchanges places:
/// (a₀, a₁) → (-a₁, a₀). The cosines wait until a sweep has to multiply anyway.
/// </summary>
internal sealed class SweepTurn<T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>τ of every member.</summary>
    public T[] Tangents { get; } = new T[3];

    /// <summary>What member c of a group (bit q: second side of rotation q) is multiplied by, where <see cref="IsScaled"/>.</summary>
    public T[] Scales { get; } = new T[8];

    /// <summary>Whether the sweep multiplies by <see cref="Scales"/> and exchanges places.</summary>
    public bool IsScaled { get; set; }

    /// <summary>What the place of a result differs by from the place it was computed at, in bytes.</summary>
    public nint Exchange { get; set; }

    /// <summary>Computes the numbers.</summary>
    /// <param name="turns">What the members' planes turn by.</param>
    /// <param name="v">Their Vs, in bytes.</param>
    /// <param name="growth">By how much the stored state has outgrown the true one before.</param>
    /// <param name="most">By how much it may.</param>
    /// <returns>By how much it has after the sweep.</returns>
    public double Set(ReadOnlySpan<PlaneTurn> turns, ReadOnlySpan<nint> v, double growth, double most)
    {
        var cosines = 1.0;
        nint exchange = 0;
        var turnsQuarters = false;
        for (var q = 0; q < turns.Length; q++)
        {
            Tangents[q] = T.CreateChecked(turns[q].Tangent);
            cosines *= turns[q].Cosine;
            if ((turns[q].Quarters & 1) != 0)
                exchange ^= v[q];
            turnsQuarters |= turns[q].Quarters != 0;
        }
        Exchange = exchange;
        IsScaled = turnsQuarters || !(growth / cosines < most);
        if (!IsScaled)
            return growth / cosines;
        if (!turnsQuarters)
        {
            Scales.AsSpan(0, 1 << turns.Length).Fill(T.CreateChecked(cosines / growth));
            return 1;
        }
        for (var c = 0; c < 1 << turns.Length; c++)
        {
            var scale = cosines / growth;
            for (var q = 0; q < turns.Length; q++)
                if (IsNegated(turns[q].Quarters, (c >> q & 1) != 0))
                    scale = -scale;
            Scales[c] = T.CreateChecked(scale);
        }
        return 1;
    }

    // One quarter turn: (a₀, a₁) → (-a₁, a₀); two: (-a₀, -a₁); three: (a₁, -a₀).
    private static bool IsNegated(int quarters, bool second) => quarters == 2 || (quarters == 1 && second) || (quarters == 3 && !second);
}
