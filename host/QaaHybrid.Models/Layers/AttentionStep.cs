namespace QaaHybrid.Models;

/// <summary>What all layers share in one pass through a decoder: where its tokens stand, what they may look at, and what was seen before.</summary>
public sealed class AttentionStep
{
    private AttentionStep(RotaryAngles angles, Tensor? mask, KeyValueCache? cache) => (Angles, Mask, Cache) = (angles, mask, cache);

    /// <summary>By how much heads are turned.</summary>
    public RotaryAngles Angles { get; }

    /// <summary>
    /// What is added to the scores, 0 or the lowest finite number, <c>[batch or 1, 1, 1, new, all]</c>; null where every token may look at
    /// every other.
    /// Finite, so that filling that may look at nothing gives no NaN.
    /// </summary>
    public Tensor? Mask { get; }

    /// <summary>Keys and values of earlier tokens, or null.</summary>
    public KeyValueCache? Cache { get; }

    /// <summary>Prepares a pass.</summary>
    /// <param name="rotary">Positions of the model.</param>
    /// <param name="count">Number of new tokens of each sequence.</param>
    /// <param name="attention_mask"><c>[batch, all]</c>, 1 for tokens and 0 for filling, earlier tokens included; null where nothing is
    /// filled.</param>
    /// <param name="cache">Keys and values of earlier tokens, or null.</param>
    /// <param name="dtype">Element type of the hidden states.</param>
    public static AttentionStep Prepare(RotaryEmbedding rotary, long count, Tensor? attention_mask, KeyValueCache? cache, ScalarType dtype)
    {
        var past = cache?.Length ?? 0;
        var causal = count > 1 ? Causal(count, past, dtype) : null;
        if (attention_mask is null)
            return new AttentionStep(rotary.At(past, count, dtype), causal, cache);

        // Tokens are numbered without the filling on their left; filling itself gets 0.
        var ones = attention_mask.to(ScalarType.Int64);
        var positions = (ones.cumsum(1) - 1).clamp_(min: 0).narrow(1, past, count);
        var filling = Filling(ones, dtype);
        return new AttentionStep(rotary.At(positions, past + count, dtype), causal is null ? filling : torch.minimum(causal, filling), cache);
    }

    private static Tensor Causal(long count, long past, ScalarType dtype) =>
        torch.full([count, past + count], Lowest(dtype), dtype).triu(past + 1).view(1, 1, 1, count, past + count);

    private static Tensor Filling(Tensor ones, ScalarType dtype) =>
        torch.zeros(ones.shape, dtype).masked_fill_(ones.eq(0), Lowest(dtype)).view(ones.shape[0], 1, 1, 1, ones.shape[1]);

    // A quarter of the range: adding scores cannot overflow.
    private static double Lowest(ScalarType dtype) => dtype == ScalarType.Float16 ? -16384 : float.MinValue / 4;
}
