using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// How texts are written. The texts that are measured are never drawn: they are greedy, or the best beams where <c>num_beams</c> asks for it. What is null here is
/// taken from the model's <c>generation_config.json</c>, as are the ids and texts that end a text.
/// </summary>
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
    public int? MinNewTokens { get; init; }

    /// <summary><c>repetition_penalty</c>: above 1 makes tokens that stand there already less likely.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary><c>no_repeat_ngram_size</c>: no so many tokens in a row come twice; 0 allows it.</summary>
    public int? NoRepeatNgramSize { get; init; }

    /// <summary><c>num_beams</c>: beginnings that are followed at a time; 1 is greedy.</summary>
    public int? NumBeams { get; init; }

    /// <summary><c>length_penalty</c> (beams): above 0 favours long texts.</summary>
    public double? LengthPenalty { get; init; }

    /// <summary><c>early_stopping</c> (beams): <c>true</c>, <c>false</c> or <c>never</c>.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>The same for the generator; a temperature of 0 does not draw, one above 0 takes the place of beams.</summary>
    /// <param name="seed">Seed of what is drawn.</param>
    /// <param name="model">What the model's folder asks for; null: nothing.</param>
    public GenerationConfig ToConfig(int seed, GenerationConfig? model = null) => Temperature == 0 ? ToSearch(model) with { Seed = seed } : ToSearch(model) with
    {
        NumBeams = 1,
        DoSample = true,
        Temperature = Temperature,
        TopK = TopK,
        TopP = TopP,
        Seed = seed,
    };

    /// <summary>The same without drawing, and one text for each prompt.</summary>
    /// <param name="model">What the model's folder asks for; null: nothing.</param>
    public GenerationConfig ToSearch(GenerationConfig? model = null)
    {
        model ??= new GenerationConfig();
        return new GenerationConfig
        {
            MaxNewTokens = MaxNewTokens,
            MinNewTokens = MinNewTokens ?? Math.Min(model.MinNewTokens, MaxNewTokens),
            RepetitionPenalty = RepetitionPenalty ?? model.RepetitionPenalty,
            NoRepeatNgramSize = NoRepeatNgramSize ?? model.NoRepeatNgramSize,
            NumBeams = NumBeams ?? model.NumBeams,
            LengthPenalty = LengthPenalty ?? model.LengthPenalty,
            EarlyStopping = EarlyStopping ?? model.EarlyStopping,
            EosTokenIds = model.EosTokenIds,
            StopStrings = model.StopStrings,
        };
    }
}
