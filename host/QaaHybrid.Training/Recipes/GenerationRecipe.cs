using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>How texts are written. The texts that are measured are never drawn: they are greedy, or the best beams where <c>num_beams</c> asks for it.</summary>
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

    /// <summary><c>min_new_tokens</c>: shortest continuation.</summary>
    public int MinNewTokens { get; init; }

    /// <summary><c>repetition_penalty</c>: above 1 makes tokens that stand there already less likely.</summary>
    public double RepetitionPenalty { get; init; } = 1.0;

    /// <summary><c>no_repeat_ngram_size</c>: no so many tokens in a row come twice; 0 allows it.</summary>
    public int NoRepeatNgramSize { get; init; }

    /// <summary><c>num_beams</c>: beginnings that are followed at a time; 1 is greedy.</summary>
    public int NumBeams { get; init; } = 1;

    /// <summary><c>length_penalty</c> (beams): above 0 favours long texts.</summary>
    public double LengthPenalty { get; init; } = 1.0;

    /// <summary><c>early_stopping</c> (beams): <c>true</c>, <c>false</c> or <c>never</c>.</summary>
    public EarlyStopping EarlyStopping { get; init; }

    /// <summary>The same for the generator; a temperature of 0 does not draw, one above 0 takes the place of beams.</summary>
    /// <param name="seed">Seed of what is drawn.</param>
    public GenerationConfig ToConfig(int seed) => Temperature == 0 ? ToSearch() with { Seed = seed } : ToSearch() with
    {
        NumBeams = 1,
        DoSample = true,
        Temperature = Temperature,
        TopK = TopK,
        TopP = TopP,
        Seed = seed,
    };

    /// <summary>The same without drawing.</summary>
    public GenerationConfig ToSearch() => new()
    {
        MaxNewTokens = MaxNewTokens,
        MinNewTokens = MinNewTokens,
        RepetitionPenalty = RepetitionPenalty,
        NoRepeatNgramSize = NoRepeatNgramSize,
        NumBeams = NumBeams,
        LengthPenalty = LengthPenalty,
        EarlyStopping = EarlyStopping,
    };
}
