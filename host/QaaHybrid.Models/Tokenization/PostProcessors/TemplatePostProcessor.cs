namespace QaaHybrid.Models;

/// <summary>A template: sequences and special tokens in their order, with their types.</summary>
/// <param name="single">For one sequence.</param>
/// <param name="pair">For two; null where the file has none.</param>
internal sealed class TemplatePostProcessor(IReadOnlyList<TemplatePart> single, IReadOnlyList<TemplatePart>? pair) : PostProcessor
{
    /// <inheritdoc/>
    public override int AddedTokens(bool pair) => Template(pair).Sum(part => part.Ids?.Length ?? 0);

    /// <inheritdoc/>
    public override List<EncodedSequence> Process(List<EncodedSequence> sequences, bool addSpecialTokens)
    {
        var parts = new List<EncodedSequence>();
        foreach (var part in Template(sequences.Count > 1))
            if (part.Ids is null)
            {
                sequences[part.Sequence].TypeId = part.TypeId;
                parts.Add(sequences[part.Sequence]);
            }
            else if (addSpecialTokens)
                parts.Add(EncodedSequence.OfTemplate(part.Ids, part.TypeId));
        return parts;
    }

    /// <summary><c>cls A sep</c>, and <c>cls A between B sep</c>.</summary>
    public static TemplatePostProcessor Around(int cls, int sep, int[] between, int secondType)
    {
        TemplatePart first = new(0, 0, [cls]), text = new(0, 0, null), end = new(0, 0, [sep]);
        return new TemplatePostProcessor([first, text, end], [first, text, new TemplatePart(0, 0, between), new TemplatePart(secondType, 1, null), end with { TypeId = secondType }]);
    }

    private IReadOnlyList<TemplatePart> Template(bool two) =>
        !two ? single : pair ?? throw new NotSupportedException("the tokenizer's template has no form for pairs of texts (key 'post_processor.pair')");
}

/// <summary>A part of a template.</summary>
/// <param name="TypeId">Type of its tokens.</param>
/// <param name="Sequence">Which sequence it is: 0 or 1.</param>
/// <param name="Ids">Ids of a special token; null for a sequence.</param>
internal sealed record TemplatePart(int TypeId, int Sequence, int[]? Ids);
