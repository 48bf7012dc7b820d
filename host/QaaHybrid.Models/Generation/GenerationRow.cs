namespace QaaHybrid.Models;

/// <summary>One text that is being generated.</summary>
/// <param name="place">The prompt's place among the prompts.</param>
/// <param name="prompt">Its ids.</param>
/// <param name="config">How tokens are chosen.</param>
internal sealed class GenerationRow(int place, IReadOnlyList<int> prompt, GenerationConfig config)
{
    private readonly TokenSampler sampler = new(config, place);

    public int Place => place;

    public IReadOnlyList<int> Prompt => prompt;

    /// <summary>The new tokens.</summary>
    public List<int> Tokens { get; } = [];

    /// <summary>Whether the model has ended the text.</summary>
    public bool Finished { get; private set; }

    /// <summary>Chooses the next token.</summary>
    /// <returns>Whether it belongs to the text; otherwise it ended it.</returns>
    public bool Choose(ReadOnlySpan<float> logits, IReadOnlyList<int> ends)
    {
        var token = sampler.Next(logits);
        Finished = ends.Contains(token);
        if (!Finished)
            Tokens.Add(token);
        return !Finished;
    }
}
