namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// A doubly controlled Pauli operator, which is what CCX is in any frame: where both control parities are odd, amplitudes change places,
/// <c>a_j ↔ ± a_{j⊕V}</c>, or just sign where V is 0.
/// </summary>
internal sealed class FlipStep : PlanStep
{
    private readonly (uint Mask, bool Odd)[] _controls;
    private readonly uint _signMask;
    private readonly bool _negativeWhereEven;

    /// <summary>Makes the step.</summary>
    /// <param name="controls">Parities that must hold.</param>
    /// <param name="target">The Pauli operator applied there.</param>
    /// <param name="imaginary">The index bit that tells imaginary parts from real ones.</param>
    public FlipStep((uint Mask, bool Odd)[] controls, PauliString target, uint imaginary)
    {
        _controls = controls;
        // (P a)_j = iᵖ (-1)^(z·(j⊕x)) a_{j⊕x}; an odd p is a factor i more, (re, im) → (-im, re).
        var odd = (target.Phase & 1) != 0;
        V = odd ? target.X | imaginary : target.X;
        _signMask = odd ? target.Z | imaginary : target.Z;
        _negativeWhereEven = (target.Phase is 2 or 3) ^ Parity.Odd(target.Z, target.X) ^ odd;
        Parts = [];
    }

    public uint V { get; }

    /// <summary>Index groups: where the pair changes places with a minus sign or without.</summary>
    public (bool Negative, IndexGrid Grid)[] Parts { get; private set; }

    public override int Slots => 0;

    public override bool CommutesWith(PlaneRotation rotation) => false;

    public override void LayOut(int bits, LiveSpace live)
    {
        live.Widen(V);
        var parts = new List<(bool, IndexGrid)>();
        foreach (var negative in (bool[])[false, true])
        {
            if (V == 0 && !negative)
                continue;
            (uint, bool) sign = (_signMask, negative ^ _negativeWhereEven);
            // One index of each pair: the one without V's lowest bit.
            (uint, bool) oneOfTwo = (V & (~V + 1), false);
            if (AffineSubspace.Solve(bits, [.. _controls, sign, oneOfTwo, .. live.Equations]) is { } indices)
                parts.Add((negative, indices.ToGrid()));
        }
        Parts = [.. parts];
    }
}
