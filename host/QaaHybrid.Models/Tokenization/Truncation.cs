namespace QaaHybrid.Models;

/// <summary>Which side of a sequence.</summary>
public enum Direction
{
    /// <summary>Its beginning.</summary>
    Left,

    /// <summary>Its end.</summary>
    Right,
}

/// <summary>Which text of a pair is cut.</summary>
public enum TruncationStrategy
{
    /// <summary>The longer one first.</summary>
    LongestFirst,

    /// <summary>The first only.</summary>
    OnlyFirst,

    /// <summary>The second only.</summary>
    OnlySecond,
}

/// <summary>How encodings that are too long are cut; the tokens of the template are kept.</summary>
/// <param name="MaxLength">Tokens at most, those of the template included.</param>
/// <param name="Strategy">Which text of a pair is cut.</param>
/// <param name="Direction">Which side goes.</param>
public sealed record Truncation(int MaxLength, TruncationStrategy Strategy = TruncationStrategy.LongestFirst, Direction Direction = Direction.Right)
{
    /// <summary>Cuts one or two sequences so that at most <paramref name="room"/> tokens are left.</summary>
    internal void Apply(List<EncodedSequence> sequences, int room)
    {
        var total = sequences.Sum(sequence => sequence.Ids.Count);
        if (total <= room)
            return;
        if (Strategy == TruncationStrategy.LongestFirst || room <= 0)
        {
            var (first, second) = LongestFirst(sequences[0].Ids.Count, sequences.Count > 1 ? sequences[1].Ids.Count : 0, Math.Max(room, 0));
            sequences[0].Truncate(first, Direction);
            if (sequences.Count > 1)
                sequences[1].Truncate(second, Direction);
            return;
        }
        var index = Strategy == TruncationStrategy.OnlyFirst ? 0 : 1;
        if (index >= sequences.Count)
            throw new ArgumentException($"truncation cuts the second text only, and there is one text of {total} tokens; {room} are allowed");
        var left = sequences[index].Ids.Count - (total - room);
        if (left <= 0)
            throw new ArgumentException($"truncation to {MaxLength} tokens would leave nothing of the text that it cuts ({sequences[index].Ids.Count} tokens of {total})");
        sequences[index].Truncate(left, Direction);
    }

    /// <summary>Lengths of two sequences, the longer one cut to the length of the shorter one before both are cut.</summary>
    private static (int First, int Second) LongestFirst(int first, int second, int room)
    {
        if (second == 0)
            return (Math.Min(first, room), 0);
        var swap = first > second;
        var shorter = Math.Min(first, second);
        var longer = shorter > room ? shorter : Math.Max(shorter, room - shorter);
        if (shorter + longer > room)
            (shorter, longer) = (room / 2, room / 2 + room % 2);
        return swap ? (longer, shorter) : (shorter, longer);
    }
}
