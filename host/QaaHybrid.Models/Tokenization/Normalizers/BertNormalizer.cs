using System.Text;

namespace QaaHybrid.Models;

/// <summary>BERT's normalizer: cleans the text, sets Chinese characters apart, strips accents, lowers the case, in this order.</summary>
/// <param name="cleanText">Whether controls go and white space becomes blanks.</param>
/// <param name="handleChineseChars">Whether Chinese characters get a blank on either side.</param>
/// <param name="stripAccents">Whether the text is decomposed and its non-spacing marks go; null: where it is lowered.</param>
/// <param name="lowercase">Whether capitals become small.</param>
internal sealed class BertNormalizer(bool cleanText, bool handleChineseChars, bool? stripAccents, bool lowercase) : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text)
    {
        if (cleanText)
            text = Clean(text);
        if (handleChineseChars)
            text = SetApart(text);
        if (stripAccents ?? lowercase)
            text = StripAccents(UnicodeNormalization.Normalize(text, NormalizationForm.FormD));
        return lowercase ? LowercaseNormalizer.Lower(text) : text;
    }

    private static AlignedText Clean(AlignedText text)
    {
        if (!text.Text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        return Rewrite(text, static (rune, start, end, builder) =>
        {
            if (rune.Value is '\t' or '\n' or '\r')
                builder.Append(" ", start, end);
            else if (rune.Value is not (0 or 0xFFFD) && !Characters.IsOther(rune))
                builder.Append(Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune, start, end);
        });
    }

    private static AlignedText SetApart(AlignedText text)
    {
        if (!text.Text.AsSpan().ContainsAnyInRange('\u3400', '\uFAFF'))
            return text;
        return Rewrite(text, static (rune, start, end, builder) =>
        {
            if (!IsChinese(rune.Value))
            {
                builder.Copy(start, end);
                return;
            }
            builder.Append(" ", start, end);
            builder.Copy(start, end);
            builder.Append(" ", start, end);
        });
    }

    private static AlignedText StripAccents(AlignedText text)
    {
        if (!text.Text.AsSpan().ContainsAnyInRange('\u0300', char.MaxValue))
            return text;
        return Rewrite(text, static (rune, start, end, builder) =>
        {
            if (!Characters.IsNonSpacingMark(rune))
                builder.Copy(start, end);
        });
    }

    // The blocks of BERT's own tokenizer. 2B820 to 2B91F is missing in Hugging Face's, which the ids follow.
    private static bool IsChinese(int code) => code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
