namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Up to three independent rotations in one pass: the indices fall into groups of 2, 4 or 8 that stay in registers while all of them turn.
/// A group is base ⊕ any sum of the Vs, with the base on the first side of every rotation.
/// </summary>
internal sealed class SweepStep(Generator first) : PlanStep
{
    public const int MaxMembers = 3;

    private readonly List<Generator> _members = [first];

    public List<Generator> Members => _members;

    /// <summary>The Vs of the members, in bytes.</summary>
    public nint[] V { get; private set; } = [];

    /// <summary>In place of a block's first base, where the block holds only zeros.</summary>
    public const nint Empty = -1;

    /// <summary>The first base of every block, or <see cref="Empty"/>.</summary>
    public nint[] Origins { get; private set; } = [];

    /// <summary>What to add to a block's first base to get all of its bases; begins with 0.</summary>
    public IndexGrid Bases { get; private set; }

    public override int Slots => _members.Count;

    public override IEnumerable<uint> Differences => _members.Select(member => member.Rotation.V);

    public bool TryJoin(Generator generator)
    {
        if (_members.Count == MaxMembers || !_members.TrueForAll(member => member.Rotation.IsIndependentOf(generator.Rotation)))
            return false;
        _members.Add(generator);
        return true;
    }

    public override bool CommutesWith(PlaneRotation rotation) => _members.TrueForAll(member => member.Rotation.CommutesWith(rotation));

    public override void LayOut(StateLayout layout, Blocks blocks)
    {
        V = [.. Differences.Select(layout.Place)];
        var sides = _members.Select(member => new ParityEquation(member.Rotation.R, member.Rotation.Side));
        var bases = new AffineFamily(layout.Bits, sides.Concat(blocks.Equations));
        Origins = [.. Enumerable.Range(0, blocks.Count).Select(block => bases.Offset((ulong)block) is { } offset ? layout.Place(offset) : Empty)];
        Bases = IndexGrid.Of(bases.Basis, layout);
    }
}
