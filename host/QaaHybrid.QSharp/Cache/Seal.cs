using System.Security.Cryptography;

namespace QaaHybrid.QSharp;

/// <summary>
/// What stands around everything in the cache: "QAACACHE", the key (32 bytes), SHA-256 of the payload (32 bytes), the payload. It tells a
/// file of another key, a truncated and a damaged one from a good one.
/// </summary>
internal static class Seal
{
    private const int HashLength = 32;

    private static ReadOnlySpan<byte> Magic => "QAACACHE"u8;

    /// <summary>The payload with its seal.</summary>
    public static byte[] Close(TapeKey key, ReadOnlySpan<byte> payload) => [.. Magic, .. key.Hash, .. SHA256.HashData(payload), .. payload];

    /// <summary>The payload; null where the seal is not of this key, or broken.</summary>
    public static byte[]? Open(TapeKey key, ReadOnlySpan<byte> bytes)
    {
        var start = Magic.Length + 2 * HashLength;
        if (bytes.Length < start || !bytes.StartsWith(Magic) || !bytes.Slice(Magic.Length, HashLength).SequenceEqual(key.Hash))
            return null;
        var payload = bytes[start..];
        return bytes.Slice(Magic.Length + HashLength, HashLength).SequenceEqual(SHA256.HashData(payload)) ? payload.ToArray() : null;
    }
}
