namespace QaaHybrid.Models;

/// <summary>Changes what a model says of the next token before it is chosen.</summary>
internal interface IScoreProcessor
{
    /// <summary>Changes the scores in place.</summary>
    /// <param name="prompt">Tokens of the prompt.</param>
    /// <param name="tokens">Tokens that were added.</param>
    /// <param name="scores">A logit or log-probability for each token of the vocabulary; −∞ forbids it.</param>
    void Process(IReadOnlyList<int> prompt, IReadOnlyList<int> tokens, Span<float> scores);
}
