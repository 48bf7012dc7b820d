namespace QaaHybrid.Circuits.Kernels;

/// <summary>
/// The numbers of a sweep at one θ, in tangent form. A plane turned by h is turned by r = h - m π/2, |r| ≤ π/4, and by m quarter turns;
/// a turn by r is <c>cos r · (a₀ - τ a₁, a₁ + τ a₀)</c>, τ = tan r, two fused operations a pair. A quarter turn exchanges places:
/// (a₀, a₁) → (-a₁, a₀). The cosines wait until a sweep has to multiply anyway.
/// </summary>
internal sealed class SweepTurn<T>
    where T : unmanaged
{
    /// <summary>τ of every member.</summary>
    public T[] Tangents { get; } = new T[3];

    /// <summary>What member c of a group (bit q: second side of rotation q) is multiplied by, where <see cref="IsScaled"/>.</summary>
    public T[] Scales { get; } = new T[8];

    /// <summary>Whether the sweep multiplies by <see cref="Scales"/> and exchanges places.</summary>
    public bool IsScaled { get; set; }

    /// <summary>What the place of a result differs by from the place it was computed at, in bytes.</summary>
    public nint Exchange { get; set; }
}
