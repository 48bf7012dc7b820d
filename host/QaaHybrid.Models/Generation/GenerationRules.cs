namespace QaaHybrid.Models;

/// <summary>A configuration applied to one model: what ends a text, how long it may get, and what changes its scores.</summary>
internal sealed class GenerationRules
{
    private readonly int positions;
    private readonly IReadOnlyList<IScoreProcessor> processors;
    private readonly StopStrings? stops;

    public GenerationRules(CausalLM model, GenerationConfig config, Tokenizer? tokenizer)
    {
        Config = config;
        Ends = config.EosTokenIds ?? model.Config.EosTokenIds;
        positions = model.Config.MaxPositions - model.PrefixLength;
        processors =
        [
            .. config.RepetitionPenalty != 1 ? [new RepetitionPenalty(config.RepetitionPenalty)] : (IScoreProcessor[])[],
            .. config.NoRepeatNgramSize > 0 ? [new NoRepeatNgram(config.NoRepeatNgramSize)] : (IScoreProcessor[])[],
            .. config.MinNewTokens > 0 ? [new MinNewTokens(config.MinNewTokens, Ends)] : (IScoreProcessor[])[],
        ];
        if (config.StopStrings.Count > 0)
            stops = new StopStrings(config.StopStrings, tokenizer
                ?? throw new ArgumentException("stop_strings need the model's tokenizer", nameof(tokenizer)));
    }

    public GenerationConfig Config { get; }

    /// <summary>Tokens that end a text and do not belong to it.</summary>
    public IReadOnlyList<int> Ends { get; }

    /// <summary>Most tokens that can be added to a prompt of this length: the last one is chosen and not read, so it needs no position.</summary>
    public int Limit(int prompt) => Math.Min(Config.MaxNewTokens, positions - prompt + 1);

    /// <summary>Changes the scores of the next token.</summary>
    /// <param name="prompt">Tokens of the prompt.</param>
    /// <param name="tokens">Tokens that were added.</param>
    /// <param name="scores">A logit or log-probability for each token of the vocabulary.</param>
    public void Process(IReadOnlyList<int> prompt, IReadOnlyList<int> tokens, Span<float> scores)
    {
        foreach (var processor in processors)
            processor.Process(prompt, tokens, scores);
    }

    /// <summary>Whether the newest of the added tokens completes a stop string.</summary>
    public bool Stops(IReadOnlyList<int> tokens) => stops?.AreIn(tokens) == true;
}
