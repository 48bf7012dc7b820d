namespace QaaHybrid.Models;

/// <summary>What all layers share in one pass through a decoder: where its tokens stand, what they may look at, and what was seen before.</summary>
public sealed record AttentionStep
{
    private AttentionStep()
    {
    }

    /// <summary>Where the new tokens stand, <c>[batch or 1, new]</c>, int64. They are counted from the prefix on; those of filling have no meaning.</summary>
    public required Tensor Positions { get; init; }

    /// <summary>By how much heads are turned; null in a model without rotary positions.</summary>
    public RotaryAngles? Angles { get; private init; }

    /// <summary>Added to the scores, <c>[batch or 1, 1, 1, new, all]</c>; null where every token may look at every other.</summary>
    public Tensor? Mask { get; private init; }

    /// <summary>The same for local layers.</summary>
    public Tensor? LocalMask { get; private init; }

    /// <summary>Keys and values of earlier tokens, or null.</summary>
    public KeyValueCache? Cache { get; private init; }

    /// <summary>Element type of the hidden states.</summary>
    public ScalarType Dtype { get; private init; }

    /// <summary>What stands in front of every sequence, or null; where there is a cache, it is in there.</summary>
    private PrefixStates? Prefix { get; init; }

    /// <summary>That of the layer that runs.</summary>
    private LayerPrefix? Front { get; init; }

    /// <summary>Whether layers are computed again in backward.</summary>
    internal bool Checkpointed { get; set; }

    /// <summary>Takes in the hidden states in front of each layer; null where nobody asks for them.</summary>
    internal List<Tensor>? States { get; init; }

    /// <summary>Prepares a pass.</summary>
    /// <param name="count">Number of new tokens of each sequence.</param>
    /// <param name="attention_mask"><c>[batch, all]</c>, 1 for tokens and 0 for filling, earlier tokens included but not the prefix; null where
    /// nothing is filled.</param>
    /// <param name="cache">Keys and values of earlier tokens, or null.</param>
    /// <param name="dtype">Element type of the hidden states.</param>
    /// <param name="rotary">Rotary positions of the model, or null.</param>
    /// <param name="window">How many of the last tokens, itself included, a token sees in local layers; null where there are none.</param>
    /// <param name="prefix">What stands in front of every sequence, or null; where there is a cache, the cache says it.</param>
    public static AttentionStep Prepare(
        long count, Tensor? attention_mask, KeyValueCache? cache, ScalarType dtype, RotaryEmbedding? rotary = null, long? window = null, PrefixStates? prefix = null)
    {
        var front = cache?.PrefixLength ?? prefix?.Length ?? 0;
        var past = front + (cache?.Length ?? 0);
        var causal = AttentionMask.Causal(count, past, dtype);
        if (window >= past + count)
            window = null;
        if (attention_mask is null)
            return new AttentionStep
            {
                Positions = torch.arange(past, past + count, ScalarType.Int64).unsqueeze(0),
                Angles = rotary?.At(past, count, dtype), Mask = causal,
                LocalMask = window is null ? causal : AttentionMask.Causal(count, past, dtype, window), Cache = cache, Dtype = dtype, Prefix = prefix,
            };

        // Tokens are numbered without the filling on their left.
        var ones = attention_mask.to(ScalarType.Int64);
        if (front > 0)
            ones = torch.cat([torch.ones([ones.shape[0], front], ScalarType.Int64), ones], 1);
        var all = (ones.cumsum(1) - 1).clamp_(min: 0);
        var positions = all.narrow(1, past, count);
        var mask = Both(causal, AttentionMask.Filling(ones, dtype));
        return new AttentionStep
        {
            Positions = positions,
            Angles = rotary?.At(positions, past + count, dtype), Mask = mask,
            LocalMask = window is { } width ? Both(mask, AttentionMask.Window(all, count, width, dtype)) : mask, Cache = cache, Dtype = dtype, Prefix = prefix,
        };

        static Tensor Both(Tensor? one, Tensor other) => one is null ? other : torch.minimum(one, other);
    }

    /// <summary>Attention of one layer, over the new tokens and those in the cache.</summary>
    /// <param name="layer">Index of the layer, for the cache.</param>
    /// <param name="query"><c>[batch, new, heads, d]</c>.</param>
    /// <param name="key"><c>[batch, new, shared heads, d]</c>.</param>
    /// <param name="value"><c>[batch, new, shared heads, d]</c>.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    /// <param name="local">Whether the layer is local.</param>
    /// <param name="dropout">Drops attention weights, or null.</param>
    /// <returns><c>[batch, new, heads · d]</c>.</returns>
    internal Tensor Attend(int layer, Tensor query, Tensor key, Tensor value, double scale, bool local = false, Dropout? dropout = null)
    {
        using var scope = torch.NewDisposeScope();
        (key, value) = (key.transpose(1, 2), value.transpose(1, 2));
        if (Cache is not null)
            (key, value) = Cache.Append(layer, key, value);
        else if (Front is { } front)
            (key, value) = front.Before(key, value);
        return scope.MoveToOuter(Attention.Mix(query, key, value, scale, local ? LocalMask : Mask, dropout));
    }

    /// <summary>Runs layer after layer.</summary>
    /// <param name="layers">All layers of the model, first to last.</param>
    /// <param name="hidden"><c>[batch, new, hidden]</c>.</param>
    internal Tensor Through(IEnumerable<nn.Module<Tensor, AttentionStep, Tensor>> layers, Tensor hidden)
    {
        foreach (var (index, layer) in layers.Index())
        {
            // A handle of its own: that of the pass ends with the scope that the layers run in.
            States?.Add(hidden.alias().DetachFromDisposeScope());
            hidden = (Prefix is null ? this : this with { Front = Prefix.Layers[index] }).Through(layer, hidden);
        }
        return hidden;
    }

    /// <summary>Runs a layer, and where asked for so that it is computed again in backward.</summary>
    private Tensor Through(nn.Module<Tensor, AttentionStep, Tensor> layer, Tensor hidden)
    {
        if (!Checkpointed)
            return layer.call(hidden, this);
        // The tensors of this pass are gone when backward runs; those that are saved with the layer are not.
        Tensor?[] own = [Positions, Angles?.Cos, Angles?.Sin, Mask, LocalMask, Front?.Key, Front?.Value];
        return Checkpoint.Run(layer, [hidden, .. own], tensors => layer.call(tensors[0]!, new AttentionStep
        {
            Positions = tensors[1]!, Angles = Angles is null ? null : new RotaryAngles(tensors[2]!, tensors[3]!), Mask = tensors[4], LocalMask = tensors[5],
            Front = Front is null ? null : new LayerPrefix(tensors[6]!, tensors[7]!), Dtype = Dtype,
        }));
    }
}
