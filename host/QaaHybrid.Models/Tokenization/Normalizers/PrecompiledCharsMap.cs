using System.Buffers.Binary;
using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// SentencePiece's compiled table of replacements: a double-array trie over UTF-8 bytes (darts-clone), whose values point into a list of
/// strings that end with a zero byte.
/// </summary>
internal sealed class PrecompiledCharsMap
{
    private readonly uint[] units;
    private readonly byte[] replacements;

    /// <param name="content">Size of the trie in bytes (uint32, little-endian), the trie, the strings.</param>
    /// <exception cref="FormatException">The sizes do not fit together.</exception>
    public PrecompiledCharsMap(ReadOnlySpan<byte> content)
    {
        if (content.Length < 4)
            throw new FormatException($"the table has {content.Length} bytes, expected 4 and more");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(content);
        if (size % 4 != 0 || size == 0 || size > content.Length - 4)
            throw new FormatException($"the trie takes {size} bytes of {content.Length - 4}, expected a multiple of 4 that fits");
        units = new uint[size / 4];
        for (var i = 0; i < units.Length; i++)
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(content[(4 + 4 * i)..]);
        replacements = content[(int)(4 + size)..].ToArray();
    }

    /// <summary>
    /// The replacement of the first bytes of <paramref name="text"/> and how many they are: of the longest key that they are, or of the
    /// shortest one. Null where they are no key.
    /// </summary>
    public (string Replacement, int Length)? Find(ReadOnlySpan<byte> text, bool longest)
    {
        var found = -1;
        var length = 0;
        var node = Offset(units[0]);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == 0 || (node ^= text[i]) >= units.Length || Label(units[node]) != text[i])
                break;
            var unit = units[node];
            if ((node ^= Offset(unit)) >= units.Length)
                break;
            if (!HasLeaf(unit))
                continue;
            found = (int)(units[node] & 0x7FFFFFFF);
            length = i + 1;
            if (!longest)
                break;
        }
        if (found < 0 || found >= replacements.Length)
            return null;
        var replacement = replacements.AsSpan(found);
        var end = replacement.IndexOf((byte)0);
        return (Encoding.UTF8.GetString(end < 0 ? replacement : replacement[..end]), length);
    }

    // A unit: bits 0–7 label, bit 8 "has a leaf", bit 9 scale of the offset, bits 10–30 offset; a leaf: bit 31 and the value.
    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1 << 9)) >> 6);

    private static bool HasLeaf(uint unit) => (unit >> 8 & 1) == 1;

    private static uint Label(uint unit) => unit & (1u << 31 | 0xFF);
}
