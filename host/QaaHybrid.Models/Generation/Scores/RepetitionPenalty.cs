namespace QaaHybrid.Models;

/// <summary>
/// Tokens of the prompt and the text lose: s → s / penalty where s is positive, s · penalty where not, however often they stand there
/// (Keskar et al. 2019, arXiv:1909.05858, section 4.1, with the negative case as Hugging Face has it).
/// </summary>
internal sealed class RepetitionPenalty(double penalty) : IScoreProcessor
{
    public void Process(IReadOnlyList<int> prompt, IReadOnlyList<int> tokens, Span<float> scores)
    {
        foreach (var id in prompt.Concat(tokens).ToHashSet())
            scores[id] = (float)(scores[id] > 0 ? scores[id] / penalty : scores[id] * penalty);
    }
}
