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
    /// <param name="on_token">Called for each new token with the prompt's place and the token, as soon as it is known; without the one that
    /// ends the text.</param>
    /// <param name="cancellation">Stops between two tokens.</param>
    /// <returns>One text for each prompt, in their order.</returns>
    /// <exception cref="ArgumentException">A prompt is empty, longer than the model's positions or has an unknown id, or the configuration
    /// is impossible.</exception>
    /// <exception cref="ArithmeticException">A logit is not a number.</exception>
    public static IReadOnlyList<GeneratedText> generate(
        this CausalLM model,
        IReadOnlyList<IReadOnlyList<int>> prompts,
        GenerationConfig? config = null,
        Action<int, int>? on_token = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompts);
        config ??= new GenerationConfig();
        if (config.Problems().FirstOrDefault() is { } problem)
            throw new ArgumentException(problem, nameof(config));
        foreach (var (place, prompt) in prompts.Index())
            CheckPrompt(model, place, prompt);

        var results = new GeneratedText[prompts.Count];
        var training = model.training;
        model.eval();
        try
        {
            using var unrecorded = torch.no_grad();
            // Longest first: if memory does not suffice, it shows at once.
            foreach (var places in Enumerable.Range(0, prompts.Count).OrderByDescending(place => prompts[place].Count).Chunk(config.BatchSize))
            {
                var rows = places.Select(place => new GenerationRow(place, prompts[place], config)).ToList();
                using var batch = new GenerationBatch(model, rows, config, on_token);
                foreach (var row in batch.Run(cancellation))
                    results[row.Place] = new GeneratedText(row.Tokens, row.Finished);
            }
        }
        finally
        {
            model.train(training);
        }
        return results;
    }

    private static void CheckPrompt(CausalLM model, int place, IReadOnlyList<int> prompt)
    {
        if (prompt.Count == 0 || prompt.Count > model.Config.MaxPositions)
            throw new ArgumentException($"prompt {place} has {prompt.Count} tokens, "
                + $"expected 1 to {model.Config.MaxPositions}", nameof(prompt));
        foreach (var id in prompt)
            if (id < 0 || id >= model.Config.VocabSize)
                throw new ArgumentException($"prompt {place} has the token id {id}, "
                    + $"outside the vocabulary of {model.Config.VocabSize}", nameof(prompt));
    }
}
