namespace QaaHybrid.Models;

/// <summary>Texts that end a text, wherever the borders of tokens are.</summary>
internal sealed class StopStrings(IReadOnlyList<string> strings, Tokenizer tokenizer)
{
    // A character has at most four bytes, and a token at least one: more tokens than these cannot share in a stop string that ends at the newest one.
    private readonly int tokens = 4 * strings.Max(text => text.Length) + 4;

    /// <summary>Whether one stands in the text, looking only as far back as one that ends at the newest token can reach.</summary>
    public bool AreIn(IReadOnlyList<int> text)
    {
        var end = tokenizer.Decode(text.Skip(text.Count - tokens));
        return strings.Any(stop => end.Contains(stop, StringComparison.Ordinal));
    }
}
