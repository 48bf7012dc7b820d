namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// A doubly controlled Pauli operator, which is what CCX is in any frame: where both control parities are odd, amplitudes change places,
/// <c>a_j ↔ ± a_{j⊕V}</c>, or just sign where V is 0.
/// </summary>
internal sealed class FlipStep : PlanStep
{
    private readonly ParityEquation[] _controls;
    private readonly uint _v;
    private readonly uint _signMask;
    private readonly bool _negativeWhereEven;

    /// <summary>Makes the step.</summary>
    /// <param name="controls">Parities that must hold.</param>
    /// <param name="target">The Pauli operator applied there.</param>
    /// <param name="imaginary">The index bit that tells imaginary parts from real ones.</param>
    public FlipStep(ParityEquation[] controls, PauliString target, uint imaginary)
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

    public override void LayOut(StateLayout layout, Blocks blocks)
    {
        V = layout.Place(_v);
        // The parameter behind those of the blocks says whether the sign is negative; of each pair, the index without V's lowest bit.
        var negative = 1ul << blocks.Bits;
        var sign = new ParityEquation(_signMask, negative | (_negativeWhereEven ? ParityEquation.One : 0));
        var oneOfTwo = new ParityEquation(_v & (~_v + 1), false);
        var indices = new AffineFamily(layout.Bits, [.. _controls, sign, oneOfTwo, .. blocks.Equations]);
        Rest = IndexGrid.Of(indices.Basis, layout);
        // Where nothing changes places, only a minus sign does anything.
        ulong[] signs = _v == 0 ? [negative] : [0, negative];
        Blocks = [.. Enumerable.Range(0, blocks.Count).Select(block => signs
            .Select(of => (Negative: of != 0, Offset: indices.Offset(of | (uint)block)))
            .Where(part => part.Offset is not null)
            .Select(part => (part.Negative, layout.Place(part.Offset!.Value))).ToArray())];
    }
}
