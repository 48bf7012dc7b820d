namespace QaaHybrid.Models;

/// <summary>Forbids the end of a text that is too short.</summary>
internal sealed class MinNewTokens(int least, IReadOnlyList<int> ends) : IScoreProcessor
{
    public void Process(IReadOnlyList<int> prompt, IReadOnlyList<int> tokens, Span<float> scores)
    {
        if (tokens.Count < least)
            foreach (var id in ends)
                scores[id] = float.NegativeInfinity;
    }
}
