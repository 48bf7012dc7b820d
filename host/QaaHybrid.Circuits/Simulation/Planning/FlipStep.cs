namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// A doubly controlled Pauli operator, which is what CCX is in any frame: where both control parities are odd, amplitudes change places,
/// <c>a_j ↔ ± a_{j⊕V}</c>, or just sign where V is 0.
/// </summary>
internal sealed class FlipStep : PlanStep
{
    private readonly (uint Mask, bool Odd)[] _controls;
    private readonly uint _v;
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
        _v = odd ? target.X | imaginary : target.X;
        _signMask = odd ? target.Z | imaginary : target.Z;
        _negativeWhereEven = (target.Phase is 2 or 3) ^ Parity.Odd(target.Z, target.X) ^ odd;
    }

    /// <summary>What the two indices of a pair differ by, in bytes.</summary>
    public nint V { get; private set; }

    /// <summary>For every block: the first index of the pairs that change places with a minus sign, and of those that do without.</summary>
    public (bool Negative, nint Origin)[][] Blocks { get; private set; } = [];

    /// <summary>What to add to a first index to get the first of every pair in the block; begins with 0.</summary>
    public IndexGrid Rest { get; private set; }

    public override int Slots => 0;

    public override bool CommutesWith(PlaneRotation rotation) => false;

    public override IEnumerable<uint> Differences => [_v];

    public override void LayOut(StateLayout layout, IReadOnlyList<(uint Mask, bool Odd)[]> blocks)
    {
        V = layout.Place(_v);
        // One index of each pair: the one without V's lowest bit.
        var oneOfTwo = (_v & (~_v + 1), false);
        var found = blocks.Select(block => Signs().Select(negative =>
            (negative, Indices: AffineSubspace.Solve(layout.Bits, [.. _controls, (_signMask, negative ^ _negativeWhereEven), oneOfTwo, .. block])))
            .Where(part => part.Indices is not null).ToArray()).ToArray();
        Blocks = [.. found.Select(block => block.Select(part => (part.negative, layout.Place(part.Indices!.Offset))).ToArray())];
        Rest = found.SelectMany(block => block).Select(part => part.Indices!.Differences(layout.Size)).FirstOrDefault(new IndexGrid([], []));
    }

    // Where nothing changes places, only a minus sign does anything.
    private bool[] Signs() => _v == 0 ? [true] : [false, true];
}
