namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Steps that follow each other and couple few indices: all that the differences of their pairs add up to is a small subspace, and the state
/// falls into blocks, its cosets, that pass through all of the steps one after the other, each in the fastest cache.
/// </summary>
/// <param name="First">Index of the first step.</param>
/// <param name="Last">Index of the last step.</param>
/// <param name="BlockCount">Number of blocks.</param>
internal readonly record struct Segment(int First, int Last, int BlockCount)
{
    /// <summary>Index bits of a block: 2⁹ registers of 64 bytes are 32 KiB, what fits into the first-level cache.</summary>
    public const int BlockBits = 9;

    /// <summary>Cuts steps into segments and lays every step out in the blocks of its segment.</summary>
    public static Segment[] Cut(IReadOnlyList<PlanStep> steps, StateLayout layout, LiveSpace live)
    {
        var segments = new List<Segment>();
        for (var first = 0; first < steps.Count;)
        {
            var span = new BitSpan().With(steps[first].Differences);
            var last = first;
            while (last + 1 < steps.Count && span.With(steps[last + 1].Differences) is { Dimension: <= BlockBits } wider)
                (span, last) = (wider, last + 1);
            // Fewer, larger blocks where they are small enough.
            var masks = span.Annihilator(layout.Bits).Take(Math.Max(0, layout.Bits - BlockBits)).ToArray();
            for (var i = first; i <= last; i++)
            {
                foreach (var v in steps[i].Differences)
                    live.Widen(v);
                var parities = masks.Select((mask, bit) => new ParityEquation(mask, 1ul << bit));
                steps[i].LayOut(layout, new Blocks(masks.Length, [.. parities, .. live.Equations]));
            }
            segments.Add(new Segment(first, last, 1 << masks.Length));
            first = last + 1;
        }
        return [.. segments];
    }
}
