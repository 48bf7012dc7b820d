using System.Text;

namespace QaaHybrid.Models;

/// <summary><c>Prepend</c>: puts a string before a text that is not empty.</summary>
internal sealed class PrependNormalizer(string prepend) : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text) => text.Text.Length == 0 ? text : Before(text, prepend);

    /// <summary>A text with a string before it, which counts as part of the first code point.</summary>
    public static AlignedText Before(AlignedText text, string prepend)
    {
        var builder = new AlignedTextBuilder(text);
        Rune.DecodeFromUtf16(text.Text, out _, out var length);
        builder.Append(prepend, 0, length);
        builder.Copy(0, text.Text.Length);
        return builder.Build();
    }
}

/// <summary><c>Replace</c>: every match by a string.</summary>
internal sealed class ReplaceNormalizer(TextPattern pattern, string content) : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text)
    {
        if (pattern.SingleUnit is { } unit && content.Length == 1)
            return text.WithText(text.Text.Replace(unit, content[0]));
        var matches = new List<(int Start, int End)>();
        pattern.Find(text.Text, matches);
        if (matches.Count == 0)
            return text;
        var builder = new AlignedTextBuilder(text);
        var done = 0;
        foreach (var (start, end) in matches)
        {
            builder.Copy(done, start);
            builder.Append(content, start, end);
            done = end;
        }
        builder.Copy(done, text.Text.Length);
        return builder.Build();
    }
}

/// <summary><c>Nmt</c>: leaves controls out and makes blanks of unusual white space.</summary>
internal sealed class NmtNormalizer : Normalizer
{
    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text) => Rewrite(text, static (rune, start, end, builder) =>
    {
        if (rune.Value is (>= 0x01 and <= 0x08) or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or 0x8F or 0x9F)
            return;
        if (rune.Value is 0x09 or 0x0A or 0x0C or 0x0D or 0x1680 or (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD)
            builder.Append(" ", start, end);
        else
            builder.Copy(start, end);
    });
}
