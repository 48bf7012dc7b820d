namespace QaaHybrid.Models;

/// <summary>The tokens of one sequence, or of what a template puts beside it, on their way to a <see cref="TokenEncoding"/>.</summary>
internal sealed class EncodedSequence
{
    /// <summary>Ids.</summary>
    public List<int> Ids { get; } = [];

    /// <summary>Stretches of the original text.</summary>
    public List<(int Start, int End)> Offsets { get; } = [];

    /// <summary>Type of all its tokens.</summary>
    public int TypeId { get; set; }

    /// <summary>Whether a template put it there.</summary>
    public bool Special { get; init; }

    /// <summary>Appends a token.</summary>
    public void Add(int id, int start, int end)
    {
        Ids.Add(id);
        Offsets.Add((start, end));
    }

    /// <summary>Tokens of a template.</summary>
    public static EncodedSequence OfTemplate(int[] ids, int typeId)
    {
        var sequence = new EncodedSequence { TypeId = typeId, Special = true };
        foreach (var id in ids)
            sequence.Add(id, 0, 0);
        return sequence;
    }

    /// <summary>Keeps so many tokens, the first or the last ones.</summary>
    public void Truncate(int length, Direction from)
    {
        if (length >= Ids.Count)
            return;
        var at = from == Direction.Right ? length : 0;
        Ids.RemoveRange(at, Ids.Count - length);
        Offsets.RemoveRange(at, Offsets.Count - length);
    }
}
