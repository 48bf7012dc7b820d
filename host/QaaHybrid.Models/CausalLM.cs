namespace QaaHybrid.Models;

/// <summary>
/// A language model that predicts the next token from those before it. Parameters and modules carry Hugging Face's names. The way through the
/// model is in two parts, so that the head, the most expensive layer of a small model, runs only where logits are needed.
/// </summary>
public abstract class CausalLM : nn.Module<Tensor, Tensor>
{
    private protected CausalLM(string name) : base(name)
    {
    }

    /// <summary>Sizes and token ids.</summary>
    public abstract PretrainedConfig Config { get; }

    /// <summary>The hidden states behind the last layer and the last norm.</summary>
    /// <param name="input_ids">New tokens, <c>[batch, seq]</c>, int64.</param>
    /// <param name="attention_mask">
    /// <c>[batch, past + seq]</c>, 1 for tokens and 0 for filling on the left. Null where there is none, or where it is on the right of all
    /// tokens: no token looks to its right, so that filling there changes nothing but its own states.
    /// </param>
    /// <param name="past_key_values">Keys and values of earlier tokens; it takes in the new ones. Only without gradients.</param>
    /// <returns><c>[batch, seq, hidden]</c>.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or the sequence is longer than the model's positions.</exception>
    public abstract Tensor last_hidden_state(Tensor input_ids, Tensor? attention_mask = null, KeyValueCache? past_key_values = null);

    /// <summary>The head: hidden states <c>[…, hidden]</c> to logits <c>[…, vocabulary]</c>.</summary>
    public abstract Tensor logits(Tensor hidden);

    /// <summary>An empty cache for this model.</summary>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="capacity">Most tokens of a sequence, filling included.</param>
    public abstract KeyValueCache NewCache(long batch, long capacity);

    /// <summary>Logits of all positions: <c>[batch, seq]</c> ids to <c>[batch, seq, vocabulary]</c>.</summary>
    public override Tensor forward(Tensor input_ids)
    {
        using var hidden = last_hidden_state(input_ids);
        return logits(hidden);
    }

    /// <summary>Reads the model in a folder, whatever its family.</summary>
    /// <param name="folder">Holds <c>config.json</c> and <c>model.safetensors</c> (or its parts).</param>
    /// <param name="dtype">Element type to compute in; null keeps the one that is stored.</param>
    /// <exception cref="ModelFileException">A file is missing, damaged or does not fit; the message names it, and the key or tensor.</exception>
    public static CausalLM from_pretrained(string folder, ScalarType? dtype = ScalarType.Float32)
    {
        var config = PretrainedConfig.FromFile(Path.Combine(folder, PretrainedConfig.FileName));
        CausalLM model = config switch
        {
            LlamaConfig llama => new LlamaForCausalLM(llama),
            _ => throw new NotSupportedException(config.Architecture),
        };
        PretrainedWeights.Load(model, folder, dtype);
        return model;
    }

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c> into a folder.</summary>
    /// <param name="folder">Created where it is missing.</param>
    /// <param name="dtype">Element type to store; null stores the weights as they are.</param>
    /// <exception cref="InvalidOperationException">An adapter stands in the place of a layer: merge or remove it first.</exception>
    /// <exception cref="IOException">A file cannot be written; nothing half-written is left.</exception>
    public void save_pretrained(string folder, ScalarType? dtype = null) => PretrainedWeights.Save(this, folder, dtype);

    /// <summary>Names of the model's own weights, without those of adapters that may have come since.</summary>
    internal IReadOnlyList<string> WeightNames { get; private set; } = [];

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        base.RegisterComponents();
        WeightNames = [.. named_parameters().Select(pair => pair.name)];
    }

    /// <summary>Checks what <see cref="last_hidden_state"/> is given.</summary>
    private protected void CheckInput(Tensor input_ids, Tensor? attention_mask, KeyValueCache? cache)
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
        if (all > Config.MaxPositionEmbeddings && attention_mask is not null)
            positions = attention_mask.ToArray<long>().Chunk((int)all).Max(row => row.Sum());
        if (positions > Config.MaxPositionEmbeddings)
            throw new ArgumentException(
                $"a sequence of {positions} tokens is longer than the model's {Config.MaxPositionEmbeddings} positions", nameof(input_ids));
    }
}
