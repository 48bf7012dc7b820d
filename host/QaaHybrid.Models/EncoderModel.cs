namespace QaaHybrid.Models;

/// <summary>A model whose tokens see those on both sides, with a head on its last layer.</summary>
public abstract class EncoderModel : PreTrainedModel
{
    private protected EncoderModel(string name) : base(name)
    {
    }

    /// <summary>Sizes, token ids and labels.</summary>
    public abstract override EncoderConfig Config { get; }

    /// <summary>Everything but the head.</summary>
    private protected abstract nn.Module<EncoderInput, IReadOnlyList<Tensor>> Encoder { get; }

    /// <summary>The hidden states in front of the first layer and behind each layer, the last one last.</summary>
    /// <param name="input_ids"><c>[batch, seq]</c>, int64.</param>
    /// <param name="attention_mask"><c>[batch, seq]</c>, 1 for tokens and 0 for filling; null where nothing is filled.</param>
    /// <param name="token_type_ids"><c>[batch, seq]</c>, 0 for the first text and 1 for the second; null means 0. Ignored by families without them.</param>
    /// <returns>As many tensors <c>[batch, seq, hidden]</c> as there are layers, and one more. Those of filling have no meaning.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or the sequence is longer than the model's positions.</exception>
    public IReadOnlyList<Tensor> hidden_states(Tensor input_ids, Tensor? attention_mask = null, Tensor? token_type_ids = null)
    {
        using var scope = torch.NewDisposeScope();
        var prefix = Prefix();
        CheckInput(input_ids, attention_mask, token_type_ids, prefix?.Length ?? 0);
        var states = Encoder.call(new EncoderInput(input_ids, attention_mask, token_type_ids) { Checkpointed = gradient_checkpointing, Prefix = prefix });
        scope.MoveToOuter(states);
        return states;
    }

    /// <summary>The hidden states behind the last layer, <c>[batch, seq, hidden]</c>.</summary>
    /// <inheritdoc cref="hidden_states"/>
    public Tensor last_hidden_state(Tensor input_ids, Tensor? attention_mask = null, Tensor? token_type_ids = null)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(hidden_states(input_ids, attention_mask, token_type_ids)[^1]);
    }

    /// <summary>BERT's first files call factors and summands of norms so.</summary>
    internal override string CurrentName(string stored) =>
        stored.EndsWith("LayerNorm.gamma", StringComparison.Ordinal) ? stored[..^"gamma".Length] + "weight"
        : stored.EndsWith("LayerNorm.beta", StringComparison.Ordinal) ? stored[..^"beta".Length] + "bias"
        : stored;

    // Older writers stored the numbers 0, 1, 2 …
    internal override bool IsDerived(string name) => name.EndsWith("embeddings.position_ids", StringComparison.Ordinal);

    private void CheckInput(Tensor input_ids, Tensor? attention_mask, Tensor? token_type_ids, long prefix)
    {
        ArgumentNullException.ThrowIfNull(input_ids);
        if (input_ids.shape is not [_, > 0 and var count])
            throw new ArgumentException($"input_ids is {input_ids}, expected [batch, seq] with at least one token", nameof(input_ids));
        if (attention_mask is not null && !attention_mask.shape.SequenceEqual(input_ids.shape))
            throw new ArgumentException($"attention_mask is {attention_mask}, expected the shape of input_ids, {input_ids}", nameof(attention_mask));
        if (token_type_ids is not null && !token_type_ids.shape.SequenceEqual(input_ids.shape))
            throw new ArgumentException($"token_type_ids is {token_type_ids}, expected the shape of input_ids, {input_ids}", nameof(token_type_ids));
        CheckPositions(count, prefix, Config.MaxPositions, nameof(input_ids));
    }
}
