using System.Text;

namespace QaaHybrid.Models.Tests;

/// <summary>The scored pieces of stories260K: neighbours whose joined piece has the highest score are joined first.</summary>
internal sealed class StoriesTokenizer
{
    private readonly List<(float Score, string Piece)> pieces = [];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    public StoriesTokenizer()
    {
        using var reader = new BinaryReader(File.OpenRead(Repository.SharedOrSkip("data", "models", "stories260K", "tok512.bin")));
        reader.ReadInt32();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var score = reader.ReadSingle();
            pieces.Add((score, Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32()))));
            ids.TryAdd(pieces[^1].Piece, pieces.Count - 1);
        }
    }

    public int[] Encode(string text)
    {
        var tokens = new List<int>();
        foreach (var rune in (" " + text).EnumerateRunes())
            if (ids.TryGetValue(rune.ToString(), out var id))
                tokens.Add(id);
            else
                tokens.AddRange(Encoding.UTF8.GetBytes(rune.ToString()).Select(value => value + 3));
        while (true)
        {
            var (best, at) = (float.NegativeInfinity, -1);
            for (var i = 0; i + 1 < tokens.Count; i++)
                if (ids.TryGetValue(pieces[tokens[i]].Piece + pieces[tokens[i + 1]].Piece, out var joined) && pieces[joined].Score > best)
                    (best, at) = (pieces[joined].Score, i);
            if (at < 0)
                return [1, .. tokens];
            tokens[at] = ids[pieces[tokens[at]].Piece + pieces[tokens[at + 1]].Piece];
            tokens.RemoveAt(at + 1);
        }
    }

    public string Decode(IEnumerable<int> tokens) => string.Concat(tokens.Select(token => pieces[token].Piece));
}
