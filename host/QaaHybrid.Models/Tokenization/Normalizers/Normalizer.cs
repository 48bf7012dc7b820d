using System.Text;

namespace QaaHybrid.Models;

/// <summary>Changes a text before it is cut; one of the <c>normalizer</c> steps of a <c>tokenizer.json</c>.</summary>
internal abstract class Normalizer
{
    /// <summary>The changed text, aligned with the original one.</summary>
    public abstract AlignedText Normalize(AlignedText text);

    /// <summary>The changed text.</summary>
    public string Normalize(string text) => Normalize(new AlignedText(text)).Text;

    /// <summary>Hands each code point with its place to <paramref name="write"/>, which writes what it becomes.</summary>
    protected static AlignedText Rewrite(AlignedText text, Action<Rune, int, int, AlignedTextBuilder> write)
    {
        var builder = new AlignedTextBuilder(text);
        var position = 0;
        foreach (var rune in text.Text.EnumerateRunes())
        {
            write(rune, position, position + rune.Utf16SequenceLength, builder);
            position += rune.Utf16SequenceLength;
        }
        return builder.Build();
    }
}

/// <summary>Several normalizers, one after the other.</summary>
internal sealed class SequenceNormalizer(IReadOnlyList<Normalizer> steps) : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text) => steps.Aggregate(text, (changed, step) => step.Normalize(changed));
}

/// <summary><c>NFC</c>, <c>NFD</c>, <c>NFKC</c>, <c>NFKD</c>.</summary>
internal sealed class UnicodeNormalizer(NormalizationForm form) : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text) => UnicodeNormalization.Normalize(text, form);
}
