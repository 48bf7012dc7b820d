namespace QaaHybrid.Models;

/// <summary>Forbids the tokens that would complete an n-gram which stands in the prompt or the text already (Paulus et al. 2018, arXiv:1705.04304, section 2.5).</summary>
internal sealed class NoRepeatNgram(int size) : IScoreProcessor
{
    public void Process(IReadOnlyList<int> prompt, IReadOnlyList<int> tokens, Span<float> scores)
    {
        int[] text = [.. prompt, .. tokens];
        if (text.Length < size)
            return;
        var newest = text.AsSpan(text.Length - (size - 1));
        for (var i = 0; i + size <= text.Length; i++)
            if (text.AsSpan(i, size - 1).SequenceEqual(newest))
                scores[text[i + size - 1]] = float.NegativeInfinity;
    }
}
