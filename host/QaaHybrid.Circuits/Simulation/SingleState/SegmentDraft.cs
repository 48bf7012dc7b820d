using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>What a segment takes in as long as the register bits that it couples stay few.</summary>
internal sealed class SegmentDraft(LaneLayout layout, int blockBits)
{
    private readonly List<PassDraft> _passes = [];
    private readonly List<uint> _differences = [];

    /// <summary>The register numbers that its differences span.</summary>
    public BitSpan Span { get; private set; } = new();

    public IReadOnlyList<PassDraft> Passes => _passes;

    public IReadOnlyList<uint> Differences => _differences;

    /// <summary>Takes the next item in if it fits.</summary>
    public bool TryTake(ProgramItem item)
    {
        var wider = Span.With([layout.Register(item.Difference)]);
        if (wider.Dimension > blockBits)
            return false;
        Span = wider;
        _differences.Add(item.Difference);
        // It joins the sweep that it reaches first on its way back past what it commutes with.
        for (var i = _passes.Count - 1; i >= 0; i--)
        {
            if (_passes[i].TryJoin(item, layout))
                return true;
            if (!_passes[i].CommutesWith(item))
                break;
        }
        _passes.Add(new PassDraft(item));
        return true;
    }
}

/// <summary>A pass before its places in a block are known.</summary>
internal sealed class PassDraft(ProgramItem first)
{
    private readonly List<ProgramItem> _items = [first];

    public bool CommutesWith(ProgramItem item) => _items.TrueForAll(other => other.CommutesWith(item));

    /// <summary>Single rotations gather as long as they are independent, in what they do to registers too.</summary>
    public bool TryJoin(ProgramItem item, LaneLayout layout)
    {
        if (_items.Count == SweepPass.MaxMembers || Rotation(item) is not { } rotation)
            return false;
        var span = new BitSpan().With([layout.Register(rotation.V)]);
        foreach (var other in _items)
            if (Rotation(other) is { } turned && turned.IsIndependentOf(rotation))
                span = span.With([layout.Register(turned.V)]);
            else
                return false;
        if (span.Dimension <= _items.Count)
            return false;
        _items.Add(item);
        return true;
    }

    public StatePass LayOut(LaneLayout layout, BlockSpace blocks, int size) => _items[0] switch
    {
        PlaneFlip flip => new PairPass(flip, layout, blocks, size),
        PlaneFan fan when Rotation(fan) is null || layout.Register(fan.Difference) == 0 => new PairPass(fan, layout, blocks, size),
        _ => new SweepPass([.. _items.Select(item => ((PlaneFan)item).Generators[0])], layout, blocks, size),
    };

    private static PlaneRotation? Rotation(ProgramItem item) => item is PlaneFan { Generators: [var only] } ? only.Rotation : null;
}
