using System.Globalization;
using System.Text;

namespace QaaHybrid.Models;

/// <summary>The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c> that stand for bytes where a character has no token.</summary>
internal static class ByteTokens
{
    /// <summary>Ids of the 256 tokens; -1 where one is missing.</summary>
    public static int[] Ids(Dictionary<string, int> vocabulary)
    {
        var ids = new int[256];
        for (var value = 0; value < 256; value++)
            ids[value] = vocabulary.GetValueOrDefault(Name((byte)value), -1);
        return ids;
    }

    /// <summary>The token of a byte.</summary>
    public static string Name(byte value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    /// <summary>The byte of a token, or null for another token.</summary>
    public static byte? ByteOf(string token) =>
        token is ['<', '0', 'x', _, _, '>'] && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Appends the tokens of a code point's bytes; false, and nothing, where one is missing.</summary>
    public static bool TryAdd(int[]? ids, Rune rune, int start, int end, List<TokenSpan> tokens)
    {
        if (ids is null)
            return false;
        Span<byte> bytes = stackalloc byte[4];
        bytes = bytes[..rune.EncodeToUtf8(bytes)];
        foreach (var value in bytes)
            if (ids[value] < 0)
                return false;
        foreach (var value in bytes)
            tokens.Add(new TokenSpan(ids[value], start, end));
        return true;
    }
}
