namespace QaaHybrid.Models;

/// <summary>
/// A language model that predicts the next token from those before it. The way through the model is in two parts, so that the head, the most expensive
/// layer of a small model, runs only where logits are needed.
/// </summary>
public abstract class CausalLM : PreTrainedModel
{
    private protected CausalLM(string name) : base(name)
    {
    }

    /// <summary>Sizes and token ids.</summary>
    public abstract override TextConfig Config { get; }

    /// <summary>Element type of the hidden states.</summary>
    internal abstract ScalarType ComputeDtype { get; }

    /// <summary>Rotary positions, or null where the model has none.</summary>
    private protected virtual RotaryEmbedding? Rotary => null;

    /// <summary>How many of the last tokens, itself included, a token sees in local layers; null where all layers see everything.</summary>
    private protected virtual int? Window => null;

    /// <summary>The hidden states behind the last layer and the last norm.</summary>
    /// <param name="input_ids">New tokens, <c>[batch, seq]</c>, int64.</param>
    /// <param name="attention_mask">
    /// <c>[batch, past + seq]</c>, without the prefix, 1 for tokens and 0 for filling on the left. Null where there is none, or where it is on the right of all
    /// tokens: no token looks to its right, so that filling there changes nothing but its own states.
    /// </param>
    /// <param name="past_key_values">Keys and values of earlier tokens; it takes in the new ones. Only without gradients.</param>
    /// <returns><c>[batch, seq, hidden]</c>.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or the sequence is longer than the model's positions.</exception>
    public Tensor last_hidden_state(Tensor input_ids, Tensor? attention_mask = null, KeyValueCache? past_key_values = null)
    {
        using var scope = torch.NewDisposeScope();
        var prefix = past_key_values is null ? Prefix() : null;
        CheckInput(input_ids, attention_mask, past_key_values, past_key_values?.PrefixLength ?? prefix?.Length ?? 0);
        var count = input_ids.shape[1];
        var step = AttentionStep.Prepare(count, attention_mask, past_key_values, ComputeDtype, Rotary, Window, prefix);
        step.Checkpointed = gradient_checkpointing && past_key_values is null;
        var hidden = Decode(input_ids, step);
        past_key_values?.Advance(count);
        return scope.MoveToOuter(hidden);
    }

    /// <summary>The hidden states in front of the first layer and behind each layer; the last one behind the last norm too, as in Hugging Face's <c>hidden_states</c>.</summary>
    /// <param name="input_ids"><c>[batch, seq]</c>, int64.</param>
    /// <param name="attention_mask">As for <see cref="last_hidden_state"/>.</param>
    /// <returns>As many tensors <c>[batch, seq, hidden]</c> as there are layers, and one more. Those of filling have no meaning.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or the sequence is longer than the model's positions.</exception>
    public IReadOnlyList<Tensor> hidden_states(Tensor input_ids, Tensor? attention_mask = null)
    {
        var states = new List<Tensor>();
        using var scope = torch.NewDisposeScope();
        var prefix = Prefix();
        CheckInput(input_ids, attention_mask, null, prefix?.Length ?? 0);
        var step = AttentionStep.Prepare(input_ids.shape[1], attention_mask, null, ComputeDtype, Rotary, Window, prefix) with { States = states };
        step.Checkpointed = gradient_checkpointing;
        try
        {
            states.Add(Decode(input_ids, step));
        }
        finally
        {
            foreach (var state in states)
                scope.Attach(state);
        }
        scope.MoveToOuter(states);
        return states;
    }

    /// <summary>The head: hidden states <c>[…, hidden]</c> to logits <c>[…, vocabulary]</c>.</summary>
    public abstract Tensor logits(Tensor hidden);

    /// <summary>A cache for this model that has read no token; a <see cref="PreTrainedModel.prefix"/> is in it.</summary>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="capacity">Most tokens of a sequence, filling included.</param>
    public KeyValueCache NewCache(long batch, long capacity)
    {
        using var scope = torch.NewDisposeScope();
        return new KeyValueCache(Config.KeyValues!.Value, batch, capacity, ComputeDtype, Prefix());
    }

    /// <summary>Logits of all positions: <c>[batch, seq]</c> ids to <c>[batch, seq, vocabulary]</c>.</summary>
    public override Tensor forward(Tensor input_ids)
    {
        using var hidden = last_hidden_state(input_ids);
        return logits(hidden);
    }

    /// <summary>Reads the model in a folder, whatever its family; it is in evaluation mode.</summary>
    /// <param name="folder">Holds <c>config.json</c> and <c>model.safetensors</c> (or its parts).</param>
    /// <param name="dtype">Element type of all weights; null keeps the ones that are stored.</param>
    /// <exception cref="ModelFileException">A file is missing, damaged or does not fit; the message names it, and the key or tensor.</exception>
    public static CausalLM from_pretrained(string folder, ScalarType? dtype = ScalarType.Float32) => from_pretrained(folder, new LoadOptions(dtype));

    /// <inheritdoc cref="from_pretrained(string, ScalarType?)"/>
    /// <param name="folder">Holds <c>config.json</c> and <c>model.safetensors</c> (or its parts).</param>
    /// <param name="options">Element types.</param>
    public static CausalLM from_pretrained(string folder, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Load<CausalLM>(folder, options);
    }

    /// <summary>A model of a configuration with fresh weights.</summary>
    /// <param name="config">Of any family that has a causal language model.</param>
    /// <param name="seed">Start of the random numbers.</param>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public static CausalLM from_config(PretrainedConfig config, int seed) => Draw<CausalLM>(config, seed);

    /// <summary>Runs the layers: <c>[batch, seq]</c> ids to <c>[batch, seq, hidden]</c> behind the last norm.</summary>
    private protected abstract Tensor Decode(Tensor input_ids, AttentionStep step);

    private void CheckInput(Tensor input_ids, Tensor? attention_mask, KeyValueCache? cache, long prefix)
    {
        ArgumentNullException.ThrowIfNull(input_ids);
        if (input_ids.shape is not [var batch, var count] || count == 0)
            throw new ArgumentException($"input_ids is {input_ids}, expected [batch, seq] with at least one token", nameof(input_ids));
        var all = (cache?.Length ?? 0) + count;
        if (cache is not null && all > cache.Capacity)
            throw new ArgumentException($"a sequence of {all} tokens is longer than the cache's {cache.Capacity}", nameof(cache));
        if (attention_mask is not null && attention_mask.shape is var mask && (mask.Length != 2 || mask[0] != batch || mask[1] != all))
            throw new ArgumentException($"attention_mask is {attention_mask}, expected [{batch}, {all}]", nameof(attention_mask));
        // Filling takes no position.
        var positions = all;
        if (prefix + all > Config.MaxPositions && attention_mask is not null)
            positions = attention_mask.ToArray<long>().Chunk((int)all).Max(row => row.Sum());
        CheckPositions(positions, prefix, Config.MaxPositions, nameof(input_ids));
    }
}
