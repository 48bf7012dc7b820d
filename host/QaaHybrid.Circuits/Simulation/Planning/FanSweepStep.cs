namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Up to three independent fans of the kind that an RBS gate is, one class that turns and one that does not, in one pass. Indices fall into parts by which
/// of the fans turn them; the groups of a part stay in registers while all of its fans turn, and what no fan turns is not touched.
/// </summary>
internal sealed class FanSweepStep(FanStep first) : PlanStep
{
    private readonly List<FanStep> _fans = [first];
    private readonly List<int> _turning = [Turning(first)];

    public IReadOnlyList<FanStep> Fans => _fans;

    /// <summary>By the fans that turn it: their numbers and the part's groups.</summary>
    public (int[] Members, SweepPlaces Places)[] Parts { get; private set; } = [];

    // A fan has one angle.
    public override int Slots => _fans.Count;

    public override IEnumerable<uint> Differences => _fans.SelectMany(fan => fan.Differences);

    /// <summary>Whether a fan is of that kind.</summary>
    public static bool Takes(FanStep fan) => fan.ClassBits == 1 && fan.IsIdentity(0) != fan.IsIdentity(1);

    public bool TryJoin(FanStep fan)
    {
        if (_fans.Count == SweepStep.MaxMembers || !Takes(fan) || !_fans.TrueForAll(other => AreIndependent(other, fan)))
            return false;
        _fans.Add(fan);
        _turning.Add(Turning(fan));
        return true;
    }

    public override bool CommutesWith(PlaneRotation rotation) => _fans.TrueForAll(fan => fan.CommutesWith(rotation));

    public override void LayOut(StateLayout layout, Blocks blocks)
    {
        var parts = new List<(int[], SweepPlaces)>();
        for (var set = 1; set < 1 << _fans.Count; set++)
        {
            int[] members = [.. Enumerable.Range(0, _fans.Count).Where(k => (set >> k & 1) != 0)];
            var classes = _fans.Select((fan, k) => new ParityEquation(fan.Functionals[0], (_turning[k] != 0) ^ !members.Contains(k)));
            var sides = members.Select(k => _fans[k].Generators[0].Rotation).Select(rotation => new ParityEquation(rotation.R, rotation.Side));
            parts.Add((members, SweepPlaces.Of(layout, blocks, members.SelectMany(k => _fans[k].Differences), classes.Concat(sides))));
        }
        Parts = [.. parts];
    }

    /// <summary>The class of a fan that turns.</summary>
    public int TurningClass(int fan) => _turning[fan];

    private static int Turning(FanStep fan) => fan.IsIdentity(0) ? 1 : 0;

    private static bool AreIndependent(FanStep a, FanStep b) =>
        a.Generators.TrueForAll(x => b.Generators.TrueForAll(y => x.Rotation.IsIndependentOf(y.Rotation)));
}
