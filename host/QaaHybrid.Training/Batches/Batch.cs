using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// Token ids row by row, and which of them are to be predicted. Rows are filled on the right; under causal attention no token looks
/// there, so no mask is needed.
/// </summary>
public sealed class Batch : ITaskBatch
{
    private readonly long[] ids;
    private readonly long[] labels;

    private Batch(long[] ids, long[] labels, int rows, int tokens, int targets)
    {
        (this.ids, this.labels, Rows, Tokens, Targets) = (ids, labels, rows, tokens, targets);
    }

    /// <summary>Number of sequences.</summary>
    public int Rows { get; }

    /// <summary>Length of the longest sequence.</summary>
    public int Columns => ids.Length / Rows;

    /// <summary>Tokens without filling.</summary>
    public int Tokens { get; }

    /// <summary>Tokens that are to be predicted.</summary>
    public int Targets { get; }

    /// <summary>A batch of examples; only target tokens and end marks are predicted.</summary>
    /// <param name="examples">At least one.</param>
    /// <param name="filling">An id to fill short rows with.</param>
    public static Batch Of(IReadOnlyList<TokenizedExample> examples, int filling)
    {
        var columns = examples.Max(example => example.Ids.Count);
        var ids = new long[examples.Count * columns];
        var labels = new long[examples.Count * columns];
        Array.Fill(ids, filling);
        Array.Fill(labels, CausalLoss.Ignore);
        foreach (var (row, example) in examples.Index())
            for (var i = 0; i < example.Ids.Count; i++)
            {
                ids[row * columns + i] = example.Ids[i];
                if (i >= example.TargetStart)
                    labels[row * columns + i] = example.Ids[i];
            }
        return new Batch(ids, labels, examples.Count, examples.Sum(example => example.Ids.Count), examples.Sum(example => example.Ids.Count - example.TargetStart));
    }

    /// <summary>A batch of packed text; every token but the first of a row is predicted.</summary>
    /// <param name="packed">Rows of ids of equal length.</param>
    /// <param name="rows">Their number.</param>
    public static Batch Of(long[] packed, int rows) => new(packed, packed, rows, packed.Length, packed.Length - rows);

    /// <summary>The ids, <c>[Rows, Columns]</c>, int64.</summary>
    public Tensor InputIds() => tensor(ids, [Rows, Columns]);

    /// <summary>The ids that are to be predicted, <see cref="CausalLoss.Ignore"/> elsewhere; <c>[Rows, Columns]</c>, int64.</summary>
    public Tensor Labels() => tensor(labels, [Rows, Columns]);

    /// <inheritdoc/>
    public Tensor Loss(PreTrainedModel model) => ((CausalLM)model).loss(InputIds(), Labels());

    /// <inheritdoc/>
    public Tensor Forward(PreTrainedModel model) => ((CausalLM)model).last_hidden_state(InputIds());

    /// <summary>The ids of the first rows, cut short: for a message.</summary>
    public IEnumerable<IEnumerable<int>> Glimpse(int rows, int columns) => ids.Chunk(Columns).Take(rows).Select(row => row.Take(columns).Select(id => (int)id));
}
