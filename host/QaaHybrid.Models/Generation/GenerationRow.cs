namespace QaaHybrid.Models;

/// <summary>One text that is being generated token by token.</summary>
/// <param name="place">The text's place among the texts.</param>
/// <param name="prompt">Ids of its prompt.</param>
/// <param name="rules">How tokens are chosen.</param>
internal sealed class GenerationRow(int place, IReadOnlyList<int> prompt, GenerationRules rules)
{
    private readonly TokenSampler sampler = new(rules.Config, place);

    public int Place => place;

    public IReadOnlyList<int> Prompt => prompt;

    /// <summary>The new tokens.</summary>
    public List<int> Tokens { get; } = [];

    /// <summary>Most new tokens.</summary>
    public int Limit { get; } = rules.Limit(prompt.Count);

    /// <summary>Whether the model has ended the text.</summary>
    public bool Finished { get; private set; }

    /// <summary>Chooses the next token. One that ends the text does not become part of it.</summary>
    /// <param name="logits">Those of the next token; they are changed.</param>
    /// <returns>Whether the text goes on.</returns>
    public bool Choose(Span<float> logits)
    {
        rules.Process(prompt, Tokens, logits);
        var token = sampler.Next(logits);
        var ended = rules.Ends.Contains(token);
        if (!ended)
            Tokens.Add(token);
        Finished = ended || rules.Stops(Tokens);
        return !Finished && Tokens.Count < Limit;
    }
}
