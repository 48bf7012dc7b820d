using System.Text;

namespace QaaHybrid.Models;

/// <summary>Finds added tokens in a text: leftmost first, the longest where several start at one place, as Hugging Face's tokenizers do.</summary>
internal sealed class AddedTokenFinder
{
    private readonly CharTrie contents = new();
    private readonly List<AddedToken> tokens = [];

    /// <param name="tokens">Tokens with the text to look for, which normalization may have changed.</param>
    public AddedTokenFinder(IEnumerable<(AddedToken Token, string Content)> tokens)
    {
        foreach (var (token, content) in tokens)
        {
            contents.Add(content, this.tokens.Count);
            this.tokens.Add(token);
        }
    }

    /// <summary>Finds tokens by their own content.</summary>
    public AddedTokenFinder(IEnumerable<AddedToken> tokens) : this(tokens.Select(token => (token, token.Content)))
    {
    }

    /// <summary>Appends the stretches of ordinary text and the added tokens, first to last.</summary>
    public void Split(AlignedText aligned, List<Piece> pieces)
    {
        var text = aligned.Text.AsSpan();
        var done = 0;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at))
        {
            var (index, length) = contents.Longest(text[at..]);
            if (index == CharTrie.None)
            {
                at++;
                continue;
            }
            int start = at, end = at + length;
            at = end;
            var token = tokens[index];
            if (token.SingleWord && !StandsAlone(text, start, end))
                continue;
            while (token.LeftStrip && start > done && char.IsWhiteSpace(text[start - 1]))
                start--;
            while (token.RightStrip && end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            if (start > done)
                pieces.Add(new Piece(aligned, done, start));
            pieces.Add(new Piece(aligned, start, end, token.Id));
            // A blank that the token before has swallowed may have ended behind this one.
            done = Math.Max(done, end);
        }
        if (done < text.Length)
            pieces.Add(new Piece(aligned, done, text.Length));
    }

    private int Next(ReadOnlySpan<char> text, int from)
    {
        var found = contents.IsEmpty || from >= text.Length ? -1 : contents.NextStart(text[from..]);
        return found < 0 ? -1 : from + found;
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int start, int end)
    {
        Rune.DecodeLastFromUtf16(text[..start], out var before, out _);
        Rune.DecodeFromUtf16(text[end..], out var after, out _);
        return (start == 0 || !Characters.IsWord(before)) && (end == text.Length || !Characters.IsWord(after));
    }
}
