namespace QaaHybrid.Models;

/// <summary><c>WordPiece</c>: blanks before all tokens but the first and those with the prefix, which goes.</summary>
/// <param name="prefix">Marks a token inside a word: <c>##</c>.</param>
/// <param name="cleanup">Whether blanks before punctuation and English contractions go.</param>
internal sealed class WordPieceDecoder(string prefix, bool cleanup) : TokenDecoder
{
    private static readonly (string Found, string Written)[] Blanks =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"),
        (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens) => [.. tokens.Select((token, index) =>
    {
        if (index > 0)
            token = token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
        return cleanup ? Clean(token) : token;
    })];

    /// <summary>A text without the blanks that tokens leave before punctuation.</summary>
    public static string Clean(string text) => Blanks.Aggregate(text, (clean, blank) => clean.Replace(blank.Found, blank.Written, StringComparison.Ordinal));
}

/// <summary><c>Metaspace</c>: the sign for a blank becomes one, except where it was put before the text.</summary>
internal sealed class MetaspaceDecoder(char replacement, PrependScheme scheme) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens) => [.. tokens.Select((token, index) => index == 0 && scheme != PrependScheme.Never
        ? token.Replace(replacement.ToString(), "", StringComparison.Ordinal)
        : token.Replace(replacement, ' '))];
}

/// <summary><c>BPEDecoder</c>: the sign at the end of a word becomes a blank, except at the end of the text.</summary>
internal sealed class BpeSuffixDecoder(string suffix) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens) =>
        [.. tokens.Select((token, index) => suffix.Length == 0 ? token : token.Replace(suffix, index + 1 < tokens.Count ? " " : "", StringComparison.Ordinal))];
}

/// <summary><c>Strip</c>: up to so many of a character at either end of each token.</summary>
internal sealed class StripDecoder(char content, int start, int stop) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens) => tokens.ConvertAll(token =>
    {
        int from = 0, to = token.Length;
        while (from < Math.Min(start, token.Length) && token[from] == content)
            from++;
        while (token.Length - to < stop && to > from && token[to - 1] == content)
            to--;
        return token[from..to];
    });
}

/// <summary><c>Replace</c>: every match in a token by a string.</summary>
internal sealed class ReplaceDecoder(TextPattern pattern, string content) : TokenDecoder
{
    private readonly ReplaceNormalizer replace = new(pattern, content);

    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens) => tokens.ConvertAll(replace.Normalize);
}

/// <summary><c>CTC</c>: repeated tokens and padding go, the delimiter of words becomes a blank.</summary>
internal sealed class CtcDecoder(string padding, string wordDelimiter, bool cleanup) : TokenDecoder
{
    /// <inheritdoc/>
    public override List<string> Decode(List<string> tokens)
    {
        var result = new List<string>();
        foreach (var (index, token) in tokens.Index())
        {
            if (index > 0 && token == tokens[index - 1])
                continue;
            var text = token.Replace(padding, "", StringComparison.Ordinal);
            if (cleanup)
                text = WordPieceDecoder.Clean(text).Replace(wordDelimiter, " ", StringComparison.Ordinal);
            if (text.Length > 0)
                result.Add(text);
        }
        return result;
    }
}
