namespace QaaHybrid.Models;

/// <summary>Puts special tokens around one sequence or two; the <c>post_processor</c> of a <c>tokenizer.json</c>.</summary>
internal abstract class PostProcessor
{
    /// <summary>How many tokens it adds.</summary>
    public abstract int AddedTokens(bool pair);

    /// <summary>The parts of the encoding, first to last.</summary>
    public abstract List<EncodedSequence> Process(List<EncodedSequence> sequences, bool addSpecialTokens);
}

/// <summary>Several post-processors, one after the other.</summary>
internal sealed class SequencePostProcessor(IReadOnlyList<PostProcessor> steps) : PostProcessor
{
    /// <inheritdoc/>
    public override int AddedTokens(bool pair) => steps.Sum(step => step.AddedTokens(pair));

    /// <inheritdoc/>
    public override List<EncodedSequence> Process(List<EncodedSequence> sequences, bool addSpecialTokens) =>
        steps.Aggregate(sequences, (changed, step) => step.Process(changed, addSpecialTokens));
}
