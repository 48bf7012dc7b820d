namespace QaaHybrid.Training;

/// <summary>
/// Documents as one stream of tokens, an end mark before each, cut into sequences of equal length. Each epoch shuffles the sequences and
/// shifts the cuts, both seeded.
/// </summary>
public sealed class PackedText
{
    private readonly int[] tokens;
    private readonly long seed;
    private (int Epoch, int Start, int[] Order) current;

    /// <summary>Packs documents.</summary>
    /// <param name="documents">Token ids of each document.</param>
    /// <param name="endMark">The id between documents.</param>
    /// <param name="sequenceLength">Tokens of a sequence, at least 2. Neighbours share one token, so that every token but the first is predicted.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">The text is shorter than one sequence.</exception>
    public PackedText(IEnumerable<IReadOnlyList<int>> documents, int endMark, int sequenceLength, long seed)
    {
        var stream = new List<int>();
        foreach (var document in documents)
        {
            stream.Add(endMark);
            stream.AddRange(document);
        }
        stream.Add(endMark);
        tokens = [.. stream];
        SequenceLength = sequenceLength;
        this.seed = seed;
        // One sequence fewer than fits leaves room for the shift of the cuts.
        SequencesPerEpoch = Math.Max(1, (tokens.Length - 1) / Stride - 1);
        if (tokens.Length < sequenceLength)
            throw new ArgumentException($"{tokens.Length} tokens are less than one sequence of {sequenceLength}", nameof(documents));
        current = Epoch(0);
    }

    /// <summary>Tokens of a sequence; it predicts all but its first.</summary>
    public int SequenceLength { get; }

    /// <summary>Tokens of the stream, end marks included.</summary>
    public int TokenCount => tokens.Length;

    /// <summary>Sequences before the order is drawn anew.</summary>
    public int SequencesPerEpoch { get; }

    /// <summary>The ids of a training batch, <c>[batchSize, SequenceLength]</c> row by row; it depends on the step and the seed only.</summary>
    /// <param name="step">Counted from 1.</param>
    /// <param name="batchSize">Sequences.</param>
    public long[] Batch(int step, int batchSize)
    {
        var batch = new long[batchSize * SequenceLength];
        for (var row = 0; row < batchSize; row++)
        {
            var index = (long)(step - 1) * batchSize + row;
            var epoch = (int)(index / SequencesPerEpoch);
            if (current.Epoch != epoch)
                current = Epoch(epoch);
            Copy(current.Start + current.Order[index % SequencesPerEpoch] * Stride, batch, row);
        }
        return batch;
    }

    /// <summary>Sequences for measuring a loss: at even distances, without shuffling; all of them where <paramref name="count"/> is larger.</summary>
    public IEnumerable<long[]> Samples(int count, int batchSize)
    {
        var all = (tokens.Length - 1) / Stride;
        var taken = Math.Min(count, all);
        for (var start = 0; start < taken; start += batchSize)
        {
            var rows = Math.Min(batchSize, taken - start);
            var batch = new long[rows * SequenceLength];
            for (var row = 0; row < rows; row++)
                Copy((int)((long)(start + row) * all / taken) * Stride, batch, row);
            yield return batch;
        }
    }

    private int Stride => SequenceLength - 1;

    private void Copy(int at, long[] batch, int row)
    {
        for (var i = 0; i < SequenceLength; i++)
            batch[row * SequenceLength + i] = tokens[at + i];
    }

    private (int, int, int[]) Epoch(int epoch)
    {
        var room = tokens.Length - 1 - SequencesPerEpoch * Stride;
        var start = (int)(Seeds.Of(seed, "shift of the cuts", epoch) % (ulong)(Math.Min(room, Stride - 1) + 1));
        return (epoch, start, Shuffle.Order(SequencesPerEpoch, Seeds.Of(seed, "order of the sequences", epoch)));
    }
}
