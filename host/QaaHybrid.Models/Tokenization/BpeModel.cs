using System.Collections.Concurrent;
using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// Byte-pair encoding of one piece of text (Sennrich, Haddow and Birch 2016, arXiv:1508.07909, over bytes as in GPT-2): start from the
/// bytes, and as long as a neighbouring pair stands in the list of merges, join the pair that stands there first.
/// </summary>
internal sealed class BpeModel
{
    private const int CachedPieces = 1 << 16;
    private const int LongestCachedPiece = 64;

    private readonly int[] byteIds;
    private readonly int? unknownId;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> merges;
    private readonly Dictionary<string, int>? wholePieces;
    private readonly ConcurrentDictionary<string, int[]> cache = new(StringComparer.Ordinal);

    /// <param name="vocabulary">Token in the byte alphabet → id.</param>
    /// <param name="merges">Pair of ids → its rank and the id of the joined token.</param>
    /// <param name="unknownId">What a byte without token becomes; null refuses it.</param>
    /// <param name="ignoreMerges">Whether a piece that is a token as a whole is taken without merging (Llama 3).</param>
    public BpeModel(
        Dictionary<string, int> vocabulary, Dictionary<(int Left, int Right), (int Rank, int Id)> merges, int? unknownId, bool ignoreMerges)
    {
        this.merges = merges;
        this.unknownId = unknownId;
        wholePieces = ignoreMerges ? vocabulary : null;
        byteIds = new int[256];
        for (var value = 0; value < 256; value++)
            byteIds[value] = vocabulary.TryGetValue(ByteAlphabet.CharOf((byte)value).ToString(), out var id) ? id : unknownId ?? -1;
    }

    /// <summary>Appends the ids of a piece.</summary>
    /// <exception cref="FormatException">A byte has no token, and there is none for the unknown.</exception>
    public void Encode(ReadOnlySpan<char> piece, List<int> ids)
    {
        var lookup = cache.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(piece, out var known))
        {
            known = Encode(piece);
            if (piece.Length <= LongestCachedPiece && cache.Count < CachedPieces)
                lookup.TryAdd(piece, known);
        }
        ids.AddRange(known);
    }

    private int[] Encode(ReadOnlySpan<char> piece)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(piece)];
        Encoding.UTF8.GetBytes(piece, bytes);
        if (wholePieces is not null && wholePieces.TryGetValue(ByteAlphabet.Spell(bytes), out var whole))
            return [whole];
        var ids = new int[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            ids[i] = byteIds[bytes[i]] is var id and >= 0
                ? id
                : throw new FormatException($"the byte 0x{bytes[i]:X2} in '{piece}' has no token, and the tokenizer has no unknown token");
        return Merge(ids);
    }

    /// <summary>Joins pairs, lowest rank first and leftmost first among equals, with a queue: n log n also for a piece of a megabyte.</summary>
    private int[] Merge(int[] ids)
    {
        const int Gone = -1;
        var count = ids.Length;
        // A chain of symbols: the symbol at i is followed by the one at next[i] and preceded by the one at previous[i].
        var next = new int[count];
        var previous = new int[count];
        var queue = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>();
        for (var i = 0; i < count; i++)
        {
            next[i] = i + 1 < count ? i + 1 : Gone;
            previous[i] = i - 1;
        }
        for (var i = 0; i + 1 < count; i++)
            Propose(i);

        var left = count;
        while (queue.TryDequeue(out var pair, out _))
        {
            var right = next[pair.At];
            // The pair may have been broken up since it was proposed.
            if (ids[pair.At] != pair.Left || right == Gone || ids[right] != pair.Right)
                continue;
            ids[pair.At] = merges[(pair.Left, pair.Right)].Id;
            ids[right] = Gone;
            next[pair.At] = next[right];
            if (next[right] != Gone)
                previous[next[right]] = pair.At;
            left--;
            if (previous[pair.At] != Gone)
                Propose(previous[pair.At]);
            Propose(pair.At);
        }
        return left == count ? ids : [.. ids.Where(id => id != Gone)];

        void Propose(int at)
        {
            var right = next[at];
            if (right != Gone && merges.TryGetValue((ids[at], ids[right]), out var merge))
                queue.Enqueue((at, ids[at], ids[right]), (merge.Rank, at));
        }
    }
}
