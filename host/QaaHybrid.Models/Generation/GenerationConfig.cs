namespace QaaHybrid.Models;

/// <summary>How text is generated; the names are Hugging Face's.</summary>
public sealed record GenerationConfig
{
    /// <summary>Most tokens that are added to a prompt.</summary>
    public int MaxNewTokens { get; init; } = 64;

    /// <summary>Whether tokens are drawn; otherwise the likeliest one is taken (greedy).</summary>
    public bool DoSample { get; init; }

    /// <summary>What logits are divided by before a token is drawn: below 1 sharpens, above 1 flattens.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Draw among the likeliest so many tokens; 0 means all.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Draw among the fewest likeliest tokens that have at least this probability together (Holtzman et al. 2020, arXiv:1904.09751).
    /// </summary>
    public double TopP { get; init; } = 1;

    /// <summary>Ids that end a text; null takes those of the model's configuration.</summary>
    public IReadOnlyList<int>? EosTokenIds { get; init; }

    /// <summary>Start of the random numbers. A prompt's draws depend on this and on its place among the prompts, not on its batch.</summary>
    public int Seed { get; init; }

    /// <summary>Most prompts that run through the model together. Prompts of similar length share a batch.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>What is impossible about the values, in words; nothing where all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxNewTokens < 0)
            yield return $"max_new_tokens is {MaxNewTokens}, expected at least 0";
        if (!(Temperature > 0) || !double.IsFinite(Temperature))
            yield return $"temperature is {Temperature}, expected a number above 0 (greedy: do_sample false)";
        if (TopK < 0)
            yield return $"top_k is {TopK}, expected at least 0";
        if (!(TopP > 0 && TopP <= 1))
            yield return $"top_p is {TopP}, expected a number above 0 and at most 1";
        if (BatchSize < 1)
            yield return $"batch_size is {BatchSize}, expected at least 1";
    }
}
