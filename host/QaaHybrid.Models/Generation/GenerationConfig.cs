namespace QaaHybrid.Models;

/// <summary>How text is generated; the names are Hugging Face's.</summary>
public sealed partial record GenerationConfig
{
    /// <summary>Most tokens that are added to a prompt.</summary>
    public int MaxNewTokens { get; init; } = 64;

    /// <summary>Fewest tokens that are added to a prompt: so long no token of <see cref="EosTokenIds"/> can come.</summary>
    public int MinNewTokens { get; init; }

    /// <summary>Whether tokens are drawn; otherwise the likeliest one is taken (greedy), or the likeliest text is searched for (beams).</summary>
    public bool DoSample { get; init; }

    /// <summary>What logits are divided by before a token is drawn: below 1 sharpens, above 1 flattens.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Draw among the likeliest so many tokens; 0 means all.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Draw among the fewest likeliest tokens that have at least this probability together (Holtzman et al. 2020, arXiv:1904.09751).
    /// </summary>
    public double TopP { get; init; } = 1;

    /// <summary>
    /// Makes tokens that stand in the prompt or in the text less likely (Keskar et al. 2019, arXiv:1909.05858): positive logits are divided by this,
    /// negative ones multiplied; 1 changes nothing. With beams it acts on log-probabilities, as in Hugging Face's search.
    /// </summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>No so many tokens in a row come twice, prompt included; 0 allows it.</summary>
    public int NoRepeatNgramSize { get; init; }

    /// <summary>How many beginnings are followed at a time (beam search); 1 follows only the likeliest one.</summary>
    public int NumBeams { get; init; } = 1;

    /// <summary>
    /// A beam's score is the sum of its log-probabilities divided by its length to this power: above 0 favours long texts, below 0 short ones.
    /// The token that ends a text counts.
    /// </summary>
    public double LengthPenalty { get; init; } = 1;

    /// <summary>When a beam search ends that has found as many texts as it has beams.</summary>
    public EarlyStopping EarlyStopping { get; init; }

    /// <summary>Texts for each prompt: draws, or the best beams.</summary>
    public int NumReturnSequences { get; init; } = 1;

    /// <summary>Ids that end a text; null takes those of the model's configuration.</summary>
    public IReadOnlyList<int>? EosTokenIds { get; init; }

    /// <summary>Strings that end a text; they stay in it.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Start of the random numbers. A text's draws depend on this and on its place among the texts, not on its batch.</summary>
    public int Seed { get; init; }

    /// <summary>Most sequences that run through the model together; a prompt has as many as it has beams. Prompts of similar length share a batch.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>What is impossible about the values, in words; nothing where all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxNewTokens < 0)
            yield return $"max_new_tokens is {MaxNewTokens}, expected at least 0";
        if (MinNewTokens < 0 || MinNewTokens > Math.Max(0, MaxNewTokens))
            yield return $"min_new_tokens is {MinNewTokens}, expected 0 to max_new_tokens, {MaxNewTokens}";
        if (!(Temperature > 0) || !double.IsFinite(Temperature))
            yield return $"temperature is {Temperature}, expected a number above 0 (greedy: do_sample false)";
        if (TopK < 0)
            yield return $"top_k is {TopK}, expected at least 0";
        if (!(TopP > 0 && TopP <= 1))
            yield return $"top_p is {TopP}, expected a number above 0 and at most 1";
        if (!(RepetitionPenalty > 0) || !double.IsFinite(RepetitionPenalty))
            yield return $"repetition_penalty is {RepetitionPenalty}, expected a number above 0";
        if (NoRepeatNgramSize < 0)
            yield return $"no_repeat_ngram_size is {NoRepeatNgramSize}, expected at least 0";
        if (NumBeams < 1)
            yield return $"num_beams is {NumBeams}, expected at least 1";
        if (NumBeams > 1 && DoSample)
            yield return $"num_beams is {NumBeams} and do_sample is true; beams are searched without drawing, so keep one of them";
        if (!double.IsFinite(LengthPenalty))
            yield return $"length_penalty is {LengthPenalty}, expected a finite number";
        if (NumReturnSequences < 1 || (!DoSample && NumReturnSequences > NumBeams))
            yield return $"num_return_sequences is {NumReturnSequences}, expected at least 1, and without do_sample at most num_beams, {NumBeams}";
        if (StopStrings.Contains(""))
            yield return "stop_strings holds an empty text, which would end every text at once";
        if (BatchSize < 1)
            yield return $"batch_size is {BatchSize}, expected at least 1";
    }
}

/// <summary>When a beam search ends that has found as many ended texts as it has beams.</summary>
public enum EarlyStopping
{
    /// <summary>When the best beam, if it ended now, would not be better than the worst text found.</summary>
    False,

    /// <summary>At once.</summary>
    True,

    /// <summary>When no beam can become better than the worst text found, however long it gets.</summary>
    Never,
}
