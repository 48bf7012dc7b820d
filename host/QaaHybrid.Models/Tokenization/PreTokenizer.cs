using System.Text.RegularExpressions;

namespace QaaHybrid.Models;

/// <summary>
/// Cuts a text into the pieces inside which byte pairs are merged. Each pattern cuts the pieces of the one before it; what a pattern
/// matches is a piece, and so is what lies between two matches (Hugging Face's behaviour <c>Isolated</c>).
/// </summary>
/// <param name="patterns">The patterns in their order.</param>
/// <param name="addPrefixSpace">Whether a text that does not start with a blank gets one.</param>
internal sealed partial class PreTokenizer(IReadOnlyList<Regex> patterns, bool addPrefixSpace)
{
    /// <summary>
    /// GPT-2's pattern: English contractions, then letters, digits or other signs with at most one blank before them, then white space.
    /// </summary>
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    public static partial Regex Gpt2Pattern { get; }

    /// <summary>Whether a text that does not start with a blank gets one.</summary>
    public bool AddPrefixSpace { get; } = addPrefixSpace;

    /// <summary>The pieces of a text, first to last; they cover it.</summary>
    public List<Range> Cut(string text)
    {
        var view = new CategoryText(text);
        var pieces = new List<Range> { new(0, view.Text.Length) };
        foreach (var pattern in patterns)
            pieces = Cut(view.Text, pieces, pattern);
        return pieces.ConvertAll(piece => new Range(view.Original(piece.Start.Value), view.Original(piece.End.Value)));
    }

    private static List<Range> Cut(string text, List<Range> pieces, Regex pattern)
    {
        var result = new List<Range>();
        foreach (var piece in pieces)
        {
            var (offset, length) = piece.GetOffsetAndLength(text.Length);
            var done = offset;
            foreach (var match in pattern.EnumerateMatches(text.AsSpan(offset, length)))
            {
                var start = offset + match.Index;
                Add(done, start);
                Add(start, start + match.Length);
                done = start + match.Length;
            }
            Add(done, offset + length);
        }
        return result;

        void Add(int start, int end)
        {
            if (start < end)
                result.Add(new Range(start, end));
        }
    }
}
