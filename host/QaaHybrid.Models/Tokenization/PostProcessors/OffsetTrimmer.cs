namespace QaaHybrid.Models;

/// <summary><c>ByteLevel</c> as a post-processor: the offsets of a token leave out the white space that it begins or ends with.</summary>
/// <param name="tokenOf">Token of an id, in the byte alphabet.</param>
/// <param name="addPrefixSpace">Whether a single blank at the beginning of the text is one that was put there.</param>
internal sealed class OffsetTrimmer(Func<int, string?> tokenOf, bool addPrefixSpace) : PostProcessor
{
    private static readonly char Blank = ByteAlphabet.CharOf((byte)' ');

    /// <inheritdoc/>
    public override int AddedTokens(bool pair) => 0;

    /// <inheritdoc/>
    public override List<EncodedSequence> Process(List<EncodedSequence> sequences, bool addSpecialTokens)
    {
        foreach (var offsets in sequences.Where(sequence => !sequence.Special).Select(sequence => (sequence.Ids, sequence.Offsets)))
            for (var i = 0; i < offsets.Ids.Count; i++)
                offsets.Offsets[i] = Trim(tokenOf(offsets.Ids[i]) ?? "", offsets.Offsets[i], first: i == 0);
        return sequences;
    }

    private (int Start, int End) Trim(string token, (int Start, int End) offsets, bool first)
    {
        var leading = token.TakeWhile(IsBlank).Count();
        var trailing = token.Reverse().TakeWhile(IsBlank).Count();
        var (start, end) = offsets;
        if (leading == 1 && addPrefixSpace && (first || start == 0))
            leading = 0;
        start = Math.Min(start + leading, end);
        return (start, trailing > 0 && end >= trailing ? Math.Max(end - trailing, start) : end);
    }

    private static bool IsBlank(char unit) => unit == Blank || char.IsWhiteSpace(unit);
}
