namespace QaaHybrid.Models;

/// <summary>Turns tokens into text; one of the <c>decoder</c> steps of a <c>tokenizer.json</c>. What the last step leaves is joined.</summary>
internal abstract class TokenDecoder
{
    /// <summary>The next form of the tokens.</summary>
    public abstract List<string> Decode(List<string> tokens);
}

/// <summary>Several decoders, one after the other.</summary>
internal sealed class SequenceDecoder(IReadOnlyList<TokenDecoder> steps) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens) => steps.Aggregate(tokens, (changed, step) => step.Decode(changed));
}

/// <summary><c>Fuse</c>: one text of all tokens.</summary>
internal sealed class FuseDecoder : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens) => [string.Concat(tokens)];
}
