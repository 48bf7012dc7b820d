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
    {
        (Data, this.tokenizer, this.marks) = (data, tokenizer, marks);
        TokenizedExample Tokenize(SourceTarget example) => TokenizedExample.Of(example, tokenizer, marks, maxLength);
        Training = [.. data.Training.Select(Tokenize)];
        // Similar lengths together; the order within is the data's, so that sums are always taken in the same order.
        HeldOut = [.. data.HeldOut.Select(Tokenize).OrderBy(example => example.Ids.Count).Chunk(HeldOutBatch).Select(BatchOf)];
        Prompts = [.. data.Generation.Select(item => TokenizedExample.Prompt(item.Source, tokenizer, marks))];
    }

    /// <summary>The examples as text.</summary>
    public TaskData Data { get; }

    /// <summary>The training examples, in the order of <see cref="TaskData.Training"/>.</summary>
    public IReadOnlyList<TokenizedExample> Training { get; }

    /// <summary>The held-out examples in batches.</summary>
    public IReadOnlyList<Batch> HeldOut { get; }

    /// <summary>What to generate from, in the order of <see cref="TaskData.Generation"/>.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Prompts { get; }

    /// <summary>A batch of training examples.</summary>
    public Batch BatchOf(IEnumerable<int> indices) => BatchOf(indices.Select(i => Training[i]));

    /// <summary>Training examples that were too long and lost the end of their target.</summary>
    public int CutShort => Training.Count(example => example.Ids[^1] != marks.End);

    /// <summary>A generated text as a person reads it.</summary>
    public string Decode(IEnumerable<int> tokens) => tokenizer.Decode(tokens).Trim();

    private Batch BatchOf(IEnumerable<TokenizedExample> examples) => Batch.Of([.. examples], filling: marks.End);
}
