using System.Collections.Concurrent;

namespace QaaHybrid.Models;

/// <summary>
/// Turns a piece into tokens; the <c>model</c> of a <c>tokenizer.json</c>. Pieces seen before are remembered, up to a bound; several threads may ask.
/// </summary>
internal abstract class TokenModel
{
    private const int CachedPieces = 1 << 16;
    private const int LongestCachedPiece = 64;

    private readonly ConcurrentDictionary<string, TokenSpan[]> cache = new(StringComparer.Ordinal);
    private int cached;

    /// <summary>The tokens of a piece that is not empty; they cover it.</summary>
    /// <exception cref="FormatException">A part has no token, and there is none for the unknown.</exception>
    public TokenSpan[] Tokenize(ReadOnlySpan<char> piece)
    {
        if (piece.Length > LongestCachedPiece)
            return Compute(piece);
        var lookup = cache.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(piece, out var known))
            return known;
        known = Compute(piece);
        if (Interlocked.Increment(ref cached) > CachedPieces)
        {
            // Begins anew: cheaper than knowing which pieces have not been asked for of late.
            cache.Clear();
            Interlocked.Exchange(ref cached, 0);
        }
        lookup.TryAdd(piece, known);
        return known;
    }

    /// <summary>The tokens of a piece, worked out.</summary>
    protected abstract TokenSpan[] Compute(ReadOnlySpan<char> piece);
}
