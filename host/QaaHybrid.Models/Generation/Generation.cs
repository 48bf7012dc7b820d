namespace QaaHybrid.Models;

/// <summary>Continues prompts, token by token, with a key-value cache.</summary>
public static class Generation
{
    /// <summary>
    /// Continues every prompt. Prompts of any lengths may stand together: similar ones share a batch, shorter ones are filled on the left.
    /// The model computes as in evaluation (no dropout) and without gradients. What is generated for a prompt does not depend on the
    /// others, but for rounding.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">Ids of each prompt, at least one.</param>
    /// <param name="config">How.</param>
    /// <param name="on_token">Called for each new token with the text's place and the token, as soon as it is known; without the one that
    /// ends the text. With beams nothing is known before the search has ended.</param>
    /// <param name="tokenizer">The model's tokenizer; needed for <see cref="GenerationConfig.StopStrings"/> only.</param>
    /// <param name="cancellation">Stops between two tokens.</param>
    /// <returns>The texts, <see cref="GenerationConfig.NumReturnSequences"/> for each prompt, in the prompts' order.</returns>
    /// <exception cref="ArgumentException">A prompt is empty, longer than the model's positions or has an unknown id, or the configuration
    /// is impossible.</exception>
    /// <exception cref="ArithmeticException">A logit is not a number, or no token is left that may come.</exception>
    public static IReadOnlyList<GeneratedText> generate(
        this CausalLM model,
        IReadOnlyList<IReadOnlyList<int>> prompts,
        GenerationConfig? config = null,
        Action<int, int>? on_token = null,
        Tokenizer? tokenizer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompts);
        config ??= new GenerationConfig();
        if (config.Problems().FirstOrDefault() is { } problem)
            throw new ArgumentException(problem, nameof(config));
        var positions = model.Config.MaxPositions - model.PrefixLength;
        foreach (var (place, prompt) in prompts.Index())
            CheckPrompt(model, positions, place, prompt);

        var rules = new GenerationRules(model, config, tokenizer);
        var results = new GeneratedText[prompts.Count * config.NumReturnSequences];
        var training = model.training;
        model.eval();
        try
        {
            using var unrecorded = torch.no_grad();
            foreach (var (place, text) in config.NumBeams > 1
                ? BeamSearch.Run(model, prompts, rules, on_token, cancellation)
                : TokenByToken.Run(model, prompts, rules, on_token, cancellation))
                results[place] = text;
        }
        finally
        {
            model.train(training);
        }
        return results;
    }

    private static void CheckPrompt(CausalLM model, int positions, int place, IReadOnlyList<int> prompt)
    {
        if (prompt.Count == 0 || prompt.Count > positions)
            throw new ArgumentException($"prompt {place} has {prompt.Count} tokens, "
                + $"expected 1 to {positions}", nameof(prompt));
        foreach (var id in prompt)
            if (id < 0 || id >= model.Config.VocabSize)
                throw new ArgumentException($"prompt {place} has the token id {id}, "
                    + $"outside the vocabulary of {model.Config.VocabSize}", nameof(prompt));
    }
}
