using System.Text;
using System.Text.Unicode;

namespace QaaHybrid.Models;

/// <summary>
/// SentencePiece's own normalizer: the longest key of the table at each place is replaced, blanks are trimmed and become <c>▁</c>, and a text
/// gets one before it. User-defined pieces are left as they are.
/// </summary>
internal sealed class SentencePieceNormalizer : Normalizer
{
    private const string Sign = "\u2581";
    private const int LongestKey = 64;

    private readonly SentencePieceProto proto;
    private readonly PrecompiledCharsMap? map;
    private readonly CharTrie userDefined = new();

    /// <exception cref="FormatException">The table of replacements is damaged.</exception>
    public SentencePieceNormalizer(SentencePieceProto proto)
    {
        this.proto = proto;
        map = proto.CharsMap.Length == 0 ? null : new PrecompiledCharsMap(proto.CharsMap);
        foreach (var piece in proto.Pieces.Where(piece => piece.Type == PieceType.UserDefined))
            userDefined.Add(piece.Text, 0);
    }

    /// <inheritdoc/>
    public override AlignedText Normalize(AlignedText text)
    {
        var replaced = Replace(text);
        var source = replaced.Text;
        int start = 0, end = source.Length;
        if (proto.RemoveExtraWhitespaces)
        {
            while (start < end && source[start] == ' ')
                start++;
            // A sign that stood in the text goes at its end as a blank does.
            while (end > start && (source[end - 1] == ' ' || proto.EscapeWhitespaces && source[end - 1] == Sign[0]))
                end--;
        }
        if (start == end)
            return replaced.Slice(0, 0);
        var builder = new AlignedTextBuilder(replaced);
        var blank = proto.EscapeWhitespaces ? Sign : " ";
        if (proto.AddDummyPrefix && !proto.WhitespaceAsSuffix)
            builder.Append(blank, start, start + 1);
        for (var i = start; i < end; i++)
            if (source[i] != ' ')
                builder.Copy(i, i + 1);
            else if (!(proto.RemoveExtraWhitespaces && source[i - 1] == ' '))
                builder.Append(blank, i, i + 1);
        if (proto.AddDummyPrefix && proto.WhitespaceAsSuffix)
            builder.Append(blank, end - 1, end);
        return builder.Build();
    }

    private AlignedText Replace(AlignedText text)
    {
        if (map is null)
            return text;
        var builder = new AlignedTextBuilder(text);
        Span<byte> bytes = stackalloc byte[LongestKey];
        for (int at = 0, length; at < text.Text.Length; at += length)
        {
            var rest = text.Text.AsSpan(at);
            (var piece, length) = userDefined.Longest(rest);
            if (piece != CharTrie.None)
            {
                builder.Copy(at, at + length);
                continue;
            }
            Utf8.FromUtf16(rest, bytes, out _, out var count);
            if (map.Find(bytes[..count], longest: true) is { } found)
            {
                length = Encoding.UTF8.GetCharCount(bytes[..found.Length]);
                builder.Append(found.Replacement, at, at + length);
            }
            else
            {
                Rune.DecodeFromUtf16(rest, out _, out length);
                builder.Copy(at, at + length);
            }
        }
        return builder.Build();
    }
}
