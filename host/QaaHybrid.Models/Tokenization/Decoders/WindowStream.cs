namespace QaaHybrid.Models;

/// <summary>
/// A stream through a decoder that looks at neighbours: the last ids are decoded again with each new one, and what comes on top is handed
/// out, as Hugging Face's tokenizers stream.
/// </summary>
internal sealed class WindowStream(Func<IEnumerable<int>, string> decode) : DecodeStream
{
    private readonly List<int> window = [];
    private string known = "";
    private int settled;

    /// <inheritdoc/>
    public override string Step(int id)
    {
        window.Add(id);
        var text = decode(window);
        if (text.Length <= known.Length || text.EndsWith('\uFFFD'))
            return "";
        var added = text[known.Length..];
        // The ids that were new this time stay, so that the next one sees a neighbour; alone they must give a text, or the next one would
        // look like a beginning.
        known = decode(window[settled..]);
        if (known.Length > 0)
        {
            window.RemoveRange(0, settled);
            settled = window.Count;
        }
        else
            known = text;
        return added;
    }

    /// <inheritdoc/>
    public override string Flush()
    {
        var text = decode(window);
        window.Clear();
        var added = text.Length > known.Length ? text[known.Length..] : "";
        (known, settled) = ("", 0);
        return added;
    }
}
