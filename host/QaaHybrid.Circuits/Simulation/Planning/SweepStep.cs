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

    /// <summary>The groups.</summary>
    public SweepPlaces Places { get; private set; } = null!;

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

    public override void LayOut(StateLayout layout, Blocks blocks) => Places = SweepPlaces.Of(
        layout, blocks, Differences, _members.Select(member => new ParityEquation(member.Rotation.R, member.Rotation.Side)));
}
