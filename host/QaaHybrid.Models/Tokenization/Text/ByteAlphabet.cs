namespace QaaHybrid.Models;

/// <summary>
/// GPT-2's one character for each byte: printable Latin-1 bytes stand for themselves, the other 68 for U+0100 onwards in their order
/// (so a space is <c>Ġ</c>). Vocabularies of byte-level tokenizers are written in this alphabet.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Chars = new char[256];
    private static readonly Dictionary<char, byte> Bytes = [];

    static ByteAlphabet()
    {
        var next = (char)256;
        for (var value = 0; value < 256; value++)
        {
            Chars[value] = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)value : next++;
            Bytes.Add(Chars[value], (byte)value);
        }
    }

    /// <summary>The character that stands for a byte.</summary>
    public static char CharOf(byte value) => Chars[value];

    /// <summary>Bytes as a vocabulary writes them.</summary>
    public static string Spell(byte[] bytes) => new(Array.ConvertAll(bytes, CharOf));

    /// <summary>The bytes that a token of the vocabulary stands for, or null where a character is not of this alphabet.</summary>
    public static byte[]? BytesOf(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
            if (!Bytes.TryGetValue(token[i], out bytes[i]))
                return null;
        return bytes;
    }
}
