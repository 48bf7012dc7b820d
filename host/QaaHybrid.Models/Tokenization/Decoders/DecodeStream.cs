namespace QaaHybrid.Models;

/// <summary>
/// Turns ids into text one by one. A character whose bytes lie in several tokens appears with the last of them. All texts together are
/// what <see cref="Tokenizer.Decode"/> gives for all ids.
/// </summary>
public abstract class DecodeStream
{
    private protected DecodeStream()
    {
    }

    /// <summary>The text that is complete with this id; empty where more is needed.</summary>
    public abstract string Step(int id);

    /// <summary>What is left at the end: U+FFFD for a character that was not completed.</summary>
    public abstract string Flush();
}
