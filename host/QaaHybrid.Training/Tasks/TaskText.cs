using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>A task's examples as one model sees them.</summary>
public sealed class TaskText
{
    private const int HeldOutBatch = 32;

    private readonly Tokenizer tokenizer;
    private readonly TextMarks marks;

    /// <summary>Tokenises a task.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="marks">The marks that start and end a text.</param>
    /// <param name="maxLength">Longest example in tokens.</param>
    public TaskText(TaskData data, Tokenizer tokenizer, TextMarks marks, int maxLength)
        : this(data, tokenizer, marks, Tokenize(data.Training, tokenizer, marks, maxLength), Tokenize(data.HeldOut, tokenizer, marks, maxLength))
    {
        Prompts = [.. data.Generation.Select(item => TokenizedExample.Prompt(item.Source, tokenizer, marks))];
    }

    /// <summary>Examples that are tokens already.</summary>
    internal TaskText(TaskData data, Tokenizer tokenizer, TextMarks marks, IEnumerable<TokenizedExample> training, IEnumerable<TokenizedExample> heldOut)
    {
        (Data, this.tokenizer, this.marks) = (data, tokenizer, marks);
        Training = [.. training];
        // Similar lengths together; the order within is the data's, so that sums are always taken in the same order.
        var sorted = heldOut.Index().OrderBy(entry => entry.Item.Ids.Count).ToList();
        HeldOutOrder = [.. sorted.Select(entry => entry.Index)];
        HeldOut = [.. sorted.Select(entry => entry.Item).Chunk(HeldOutBatch).Select(BatchOf)];
    }

    /// <summary>The examples as text.</summary>
    public TaskData Data { get; }

    /// <summary>The training examples, in the order of <see cref="TaskData.Training"/>.</summary>
    public IReadOnlyList<TokenizedExample> Training { get; }

    /// <summary>The held-out examples in batches.</summary>
    public IReadOnlyList<Batch> HeldOut { get; }

    /// <summary>The number, in the order of the data, of each held-out example in the order of the batches.</summary>
    public IReadOnlyList<int> HeldOutOrder { get; }

    /// <summary>The model's tokenizer.</summary>
    public Tokenizer Tokenizer => tokenizer;

    /// <summary>What to generate from, in the order of <see cref="TaskData.Generation"/>.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Prompts { get; } = [];

    /// <summary>A batch of training examples.</summary>
    public Batch BatchOf(IEnumerable<int> indices) => BatchOf(indices.Select(i => Training[i]));

    /// <summary>Training examples that were too long and lost the end of their target.</summary>
    public int CutShort => Data.Training.Count > 0 ? Training.Count(example => example.Ids[^1] != marks.End) : 0;

    /// <summary>A generated text as a person reads it.</summary>
    public string Decode(IEnumerable<int> tokens) => tokenizer.Decode(tokens).Trim();

    /// <summary>A training example as text.</summary>
    internal string Describe(int index) => Data.Training.Count > 0 ? $"{Data.Training[index].Source} {Data.Training[index].Target}" : Decode(Training[index].Ids);

    private static IEnumerable<TokenizedExample> Tokenize(IEnumerable<SourceTarget> examples, Tokenizer tokenizer, TextMarks marks, int maxLength) =>
        examples.Select(example => TokenizedExample.Of(example, tokenizer, marks, maxLength));

    private Batch BatchOf(IEnumerable<TokenizedExample> examples) => Batch.Of([.. examples], filling: marks.End);
}
