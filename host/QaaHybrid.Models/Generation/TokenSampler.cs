namespace QaaHybrid.Models;

/// <summary>Chooses the next token of one text from the model's logits.</summary>
/// <param name="config">How.</param>
/// <param name="place">The text's place among the texts: each has random numbers of its own.</param>
internal sealed class TokenSampler(GenerationConfig config, int place)
{
    // Enough for most nuclei; where not, more are looked at.
    private const int FirstLook = 64;

    private readonly Random random = new(unchecked(config.Seed + 0x5851F42D * place));

    /// <summary>The chosen id; among equal logits the lowest one comes first.</summary>
    /// <param name="logits">One number for each token of the vocabulary.</param>
    /// <exception cref="ArithmeticException">A logit is not a number, or all are −∞.</exception>
    public int Next(ReadOnlySpan<float> logits)
    {
        var best = Logits.Best(logits);
        if (float.IsNegativeInfinity(logits[best]))
            throw new ArithmeticException("no token is left that may come next: no_repeat_ngram_size or min_new_tokens forbids all of them");
        return config.DoSample ? Draw(logits, logits[best]) : best;
    }

    /// <summary>Draws with p(i) ∝ w(i) = exp((logit(i) − highest) / temperature), cut to the top k and then to the top p.</summary>
    private int Draw(ReadOnlySpan<float> logits, float highest)
    {
        var weights = new double[logits.Length];
        for (var id = 0; id < logits.Length; id++)
            weights[id] = Math.Exp((logits[id] - (double)highest) / config.Temperature);

        var ids = config.TopK > 0 ? Highest.Of(logits, config.TopK) : null;
        if (config.TopP < 1)
            ids = ids is null ? Nucleus(logits, weights) : Cut(ids, weights, Sum(ids, weights)) ?? ids;
        ids ??= [.. Enumerable.Range(0, weights.Length)];

        var left = random.NextDouble() * Sum(ids, weights);
        foreach (var id in ids)
            if ((left -= weights[id]) < 0)
                return id;
        return ids.Last(id => weights[id] > 0); // where rounding has left a rest
    }

    private int[] Nucleus(ReadOnlySpan<float> logits, double[] weights)
    {
        var total = weights.Sum();
        for (var count = FirstLook; count < weights.Length; count *= 8)
            if (Cut(Highest.Of(logits, count), weights, total) is { } nucleus)
                return nucleus;
        var all = Highest.Of(logits, weights.Length);
        return Cut(all, weights, total) ?? all;
    }

    /// <summary>The first ids that have the wanted share of <paramref name="total"/> together, or null where all have less.</summary>
    private int[]? Cut(int[] ids, double[] weights, double total)
    {
        var sum = 0.0;
        for (var i = 0; i < ids.Length; i++)
            if ((sum += weights[ids[i]]) >= config.TopP * total)
                return ids[..(i + 1)];
        return null;
    }

    private static double Sum(int[] ids, double[] weights)
    {
        var sum = 0.0;
        foreach (var id in ids)
            sum += weights[id];
        return sum;
    }
}
