namespace QaaHybrid.Training;

/// <summary>
/// Which examples form the batch of each step. Every epoch shuffles anew; within a stretch of batches, examples of similar length share
/// one, so that little is spent on filling. It depends on the step and the seed only: a resumed run sees the same batches.
/// </summary>
public sealed class BatchPlan
{
    private const int BatchesAStretch = 16;

    private readonly IReadOnlyList<int> lengths;
    private readonly int batchSize;
    private readonly long seed;
    private (int Epoch, int[][] Batches) current;

    /// <summary>A plan.</summary>
    /// <param name="lengths">Length of each example.</param>
    /// <param name="batchSize">Examples a batch; all batches have this size, examples that are left over wait for another epoch.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">There is no example.</exception>
    public BatchPlan(IReadOnlyList<int> lengths, int batchSize, long seed)
    {
        if (lengths.Count == 0)
            throw new ArgumentException("there is no example", nameof(lengths));
        (this.lengths, this.seed) = (lengths, seed);
        this.batchSize = Math.Min(batchSize, lengths.Count);
        current = (0, Epoch(0));
    }

    /// <summary>Batches before the order is drawn anew.</summary>
    public int BatchesPerEpoch => lengths.Count / batchSize;

    /// <summary>Indices of the examples of <paramref name="step"/>, counted from 1.</summary>
    public IReadOnlyList<int> Batch(int step)
    {
        var epoch = (step - 1) / BatchesPerEpoch;
        if (current.Epoch != epoch)
            current = (epoch, Epoch(epoch));
        return current.Batches[(step - 1) % BatchesPerEpoch];
    }

    private int[][] Epoch(int epoch)
    {
        var order = Shuffle.Order(lengths.Count, Seeds.Of(seed, "order of the examples", epoch));
        var batches = order.Chunk(batchSize * BatchesAStretch)
            .SelectMany(stretch => stretch.OrderBy(i => lengths[i]).ThenBy(i => i).Chunk(batchSize))
            .Where(batch => batch.Length == batchSize).ToArray();
        Shuffle.InPlace<int[]>(batches, Seeds.Of(seed, "order of the batches", epoch));
        return batches;
    }
}
