namespace QaaHybrid.Models;

/// <summary>Chooses the next token of one prompt from the model's logits.</summary>
/// <param name="config">How.</param>
/// <param name="prompt">The prompt's place among the prompts: each has random numbers of its own.</param>
internal sealed class TokenSampler(GenerationConfig config, int prompt)
{
    private readonly Random random = new(unchecked(config.Seed + 0x5851F42D * prompt));

    /// <summary>The chosen id; among equal logits the lowest one comes first.</summary>
    /// <param name="logits">One number for each token of the vocabulary.</param>
    /// <exception cref="ArithmeticException">A logit is not a number.</exception>
    public int Next(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var id = 0; id < logits.Length; id++)
        {
            if (float.IsNaN(logits[id]))
                throw new ArithmeticException($"the model's logit of token {id} is not a number (NaN): its weights or its input are damaged");
            if (logits[id] > logits[best])
                best = id;
        }
        return config.DoSample ? Draw(logits, logits[best]) : best;
    }

    /// <summary>Draws with p(i) ∝ exp((logit(i) − highest) / temperature), cut to the top k and then to the top p.</summary>
    private int Draw(ReadOnlySpan<float> logits, float highest)
    {
        var ids = new int[logits.Length];
        var order = new (double NegatedWeight, int Id)[logits.Length];
        for (var id = 0; id < logits.Length; id++)
        {
            ids[id] = id;
            order[id] = (-Math.Exp((logits[id] - (double)highest) / config.Temperature), id);
        }
        if (config.TopK > 0 || config.TopP < 1)
            Array.Sort(order, ids);
        var kept = config.TopK > 0 ? Math.Min(config.TopK, ids.Length) : ids.Length;

        var total = 0.0;
        for (var i = 0; i < kept; i++)
            total -= order[i].NegatedWeight;
        if (config.TopP < 1)
        {
            var (enough, sum) = (config.TopP * total, 0.0);
            for (var i = 0; i < kept; i++)
                if ((sum -= order[i].NegatedWeight) >= enough)
                    (kept, total) = (i + 1, sum);
        }

        var left = random.NextDouble() * total;
        for (var i = 0; i < kept - 1; i++)
            if ((left += order[i].NegatedWeight) < 0)
                return ids[i];
        return ids[kept - 1];
    }
}
