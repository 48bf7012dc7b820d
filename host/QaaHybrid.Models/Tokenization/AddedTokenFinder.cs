using System.Text.RegularExpressions;

namespace QaaHybrid.Models;

/// <summary>Finds added tokens in a text: leftmost first, the longest where several start at one place, as Hugging Face's tokenizers do.</summary>
internal sealed class AddedTokenFinder
{
    private readonly Dictionary<string, AddedToken> byContent = new(StringComparer.Ordinal);
    private readonly Regex? any;

    public AddedTokenFinder(IEnumerable<AddedToken> tokens)
    {
        foreach (var token in tokens.Where(token => token.Content.Length > 0))
            byContent.TryAdd(token.Content, token);
        var longestFirst = byContent.Keys.OrderByDescending(content => content.Length).Select(Regex.Escape);
        if (byContent.Count > 0)
            any = new Regex(string.Join('|', longestFirst), RegexOptions.CultureInvariant);
    }

    /// <summary>Hands over the stretches of ordinary text and the added tokens, first to last.</summary>
    public void Split(string text, Action<string> ordinary, Action<AddedToken> added)
    {
        var done = 0;
        for (var match = any?.Match(text); match is { Success: true }; match = match.NextMatch())
        {
            var token = byContent[match.Value];
            int start = match.Index, end = match.Index + match.Length;
            // A neighbour on its right may have swallowed blanks that this one begins with.
            if (start < done || token.SingleWord && !StandsAlone(text, start, end))
                continue;
            while (token.LeftStrip && start > done && char.IsWhiteSpace(text[start - 1]))
                start--;
            while (token.RightStrip && end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            if (start > done)
                ordinary(text[done..start]);
            added(token);
            done = end;
        }
        if (done < text.Length)
            ordinary(text[done..]);
    }

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !IsWord(text[start - 1])) && (end == text.Length || !IsWord(text[end]));

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
