using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>How samples are written. BLEU and ROUGE-L are always taken from greedy text; this is for prompts and samples.</summary>
public sealed record GenerationRecipe
{
    /// <summary><c>max_new_tokens</c>: longest continuation.</summary>
    public int MaxNewTokens { get; init; } = 32;

    /// <summary><c>temperature</c>: 0 is greedy.</summary>
    public double Temperature { get; init; }

    /// <summary><c>top_k</c>: only the k likeliest tokens; 0 leaves all.</summary>
    public int TopK { get; init; }

    /// <summary><c>top_p</c>: only the likeliest tokens that together have this probability; 1 leaves all.</summary>
    public double TopP { get; init; } = 1.0;

    /// <summary>The same for the generator; a temperature of 0 is greedy.</summary>
    /// <param name="seed">Seed of what is drawn.</param>
    public GenerationConfig ToConfig(int seed) => new()
    {
        MaxNewTokens = MaxNewTokens,
        DoSample = Temperature > 0,
        Temperature = Temperature > 0 ? Temperature : 1,
        TopK = TopK,
        TopP = TopP,
        Seed = seed,
    };
}
