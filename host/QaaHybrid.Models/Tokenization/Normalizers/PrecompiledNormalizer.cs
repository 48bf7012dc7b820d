using System.Globalization;
using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// <c>Precompiled</c>: SentencePiece's replacements as Hugging Face's tokenizers apply them. A grapheme cluster below six bytes is replaced
/// as a whole by the replacement of its shortest key; otherwise its code points are, one by one.
/// </summary>
internal sealed class PrecompiledNormalizer(PrecompiledCharsMap map) : Normalizer
{
    private const int LongestCluster = 6;

    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        Span<byte> bytes = stackalloc byte[LongestCluster];
        for (int start = 0, end; start < text.Text.Length; start = end)
        {
            end = start + StringInfo.GetNextTextElementLength(text.Text.AsSpan(start));
            var cluster = text.Text.AsSpan(start, end - start);
            if (Encoding.UTF8.TryGetBytes(cluster, bytes, out var count) && count < LongestCluster && map.Find(bytes[..count], longest: false) is { } whole)
                builder.Append(whole.Replacement, start, end);
            else
                OneByOne(text, start, end, builder);
        }
        return builder.Build();
    }

    private void OneByOne(AlignedText text, int start, int end, AlignedTextBuilder builder)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.Text.AsSpan(start, end - start).EnumerateRunes())
        {
            var next = start + rune.Utf16SequenceLength;
            if (map.Find(bytes[..rune.EncodeToUtf8(bytes)], longest: false) is { } one)
                builder.Append(one.Replacement, start, next);
            else
                builder.Copy(start, next);
            start = next;
        }
    }
}
