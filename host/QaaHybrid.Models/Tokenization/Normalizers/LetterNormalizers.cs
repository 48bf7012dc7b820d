using System.Text;

namespace QaaHybrid.Models;

/// <summary><c>Lowercase</c>: code point by code point, so that a final sigma is <c>σ</c>, as Hugging Face's tokenizers have it.</summary>
internal sealed class LowercaseNormalizer : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text) => Lower(text);

    /// <summary>The text in lower case.</summary>
    public static AlignedText Lower(AlignedText text)
    {
        const char CapitalDottedI = '\u0130';
        if (!text.Text.Contains(CapitalDottedI))
            return text.WithText(text.Text.ToLowerInvariant());
        // The one code point whose lower case is two: the invariant culture leaves it alone.
        return Rewrite(text, static (rune, start, end, builder) =>
        {
            if (rune.Value == CapitalDottedI)
                builder.Append("i\u0307", start, end);
            else
                builder.Append(Rune.ToLowerInvariant(rune), start, end);
        });
    }
}

/// <summary><c>StripAccents</c>: leaves marks out; composed letters keep theirs unless a decomposition comes before.</summary>
internal sealed class StripAccentsNormalizer : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text) => Rewrite(text, static (rune, start, end, builder) =>
    {
        if (!Characters.IsMark(rune))
            builder.Copy(start, end);
    });
}

/// <summary><c>Strip</c>: white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text)
    {
        int start = 0, end = text.Text.Length;
        while (left && start < end && char.IsWhiteSpace(text.Text[start]))
            start++;
        while (right && end > start && char.IsWhiteSpace(text.Text[end - 1]))
            end--;
        return text.Slice(start, end);
    }
}

/// <summary><c>ByteLevel</c> as a normalizer: each byte of the text becomes its character of GPT-2's alphabet.</summary>
internal sealed class ByteLevelNormalizer : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text) => Rewrite(text, static (rune, start, end, builder) =>
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            builder.Append([ByteAlphabet.CharOf(value)], start, end);
    });
}
