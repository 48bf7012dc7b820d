namespace QaaHybrid.Models;

// The Llama decoder (Touvron et al. 2023, arXiv:2302.13971 and arXiv:2307.09288) from top to bottom. Names of fields are Hugging Face's: they are
// the names of the weights (model.layers.0.self_attn.q_proj.weight …) and those by which adapters find their places.

/// <summary>A Llama-family language model: token embedding, decoder layers, norm, head.</summary>
public sealed class LlamaForCausalLM : CausalLM
{
    private readonly LlamaConfig config;

    /// <summary>A model with fresh weights; draw them by <see cref="InitializeWeights"/>.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public LlamaForCausalLM(LlamaConfig config) : base(nameof(LlamaForCausalLM))
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Problems().FirstOrDefault() is { } problem)
            throw new ArgumentException(problem, nameof(config));
        this.config = config;
        model = new LlamaModel(config);
        lm_head = config.TieWordEmbeddings
            ? new TiedLinear(model.embed_tokens.weight)
            : nn.Linear(config.HiddenSize, config.VocabSize, hasBias: false);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public LlamaModel model { get; private set; }

    /// <summary>Hidden states to logits; shares the weight of the embedding where the configuration says so.</summary>
    public nn.Module<Tensor, Tensor> lm_head { get; private set; }

    /// <inheritdoc/>
    public override PretrainedConfig Config => config;

    /// <inheritdoc/>
    public override Tensor last_hidden_state(Tensor input_ids, Tensor? attention_mask = null, KeyValueCache? past_key_values = null)
    {
        CheckInput(input_ids, attention_mask, past_key_values);
        return model.call(input_ids, attention_mask, past_key_values);
    }

    /// <inheritdoc/>
    public override Tensor logits(Tensor hidden) => lm_head.call(hidden);

    /// <inheritdoc/>
    public override KeyValueCache NewCache(long batch, long capacity) =>
        new(config.NumHiddenLayers, batch, config.NumKeyValueHeads, config.HeadDim, capacity, model.embed_tokens.weight.dtype);

    /// <summary>
    /// Draws fresh weights from a normal distribution of the configuration's width, as GPT-2 does: projections that add to the residual stream are
    /// narrower by √(2 · layers), biases 0, norms 1. The same seed gives the same weights.
    /// </summary>
    /// <returns>This model.</returns>
    public LlamaForCausalLM InitializeWeights(int seed)
    {
        var residual = config.InitializerRange / Math.Sqrt(2.0 * config.NumHiddenLayers);
        RandomWeights.Fill(this, seed, name =>
            name.EndsWith("norm.weight", StringComparison.Ordinal) || name.EndsWith(".bias", StringComparison.Ordinal) ? 0
            : name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith("down_proj.weight", StringComparison.Ordinal) ? residual
            : config.InitializerRange);
        return this;
    }
}

/// <summary>The decoder without its head.</summary>
public sealed class LlamaModel : nn.Module<Tensor, Tensor?, KeyValueCache?, Tensor>
{
    private readonly RotaryEmbedding rotary;

    /// <summary>A decoder with fresh weights.</summary>
    public LlamaModel(LlamaConfig config) : base(nameof(LlamaModel))
    {
        rotary = new RotaryEmbedding(config.HeadDim, config.RopeTheta, config.RopeScaling);
        embed_tokens = nn.Embedding(config.VocabSize, config.HiddenSize);
        layers = nn.ModuleList([.. Enumerable.Range(0, config.NumHiddenLayers).Select(layer => new LlamaDecoderLayer(config, layer))]);
        norm = new RmsNorm(config.HiddenSize, config.RmsNormEps);
        RegisterComponents();
    }

    /// <summary>One row of <c>[vocabulary, hidden]</c> for each token.</summary>
    public Embedding embed_tokens { get; private set; }

    /// <summary>The layers, first to last.</summary>
    public ModuleList<LlamaDecoderLayer> layers { get; private set; }

    /// <summary>The norm behind the last layer.</summary>
    public RmsNorm norm { get; private set; }

    /// <summary><c>[batch, seq]</c> ids to <c>[batch, seq, hidden]</c>; see <see cref="CausalLM.last_hidden_state"/>.</summary>
    public override Tensor forward(Tensor input_ids, Tensor? attention_mask, KeyValueCache? past_key_values)
    {
        using var scope = torch.NewDisposeScope();
        var count = input_ids.shape[1];
        var step = AttentionStep.Prepare(rotary, count, attention_mask, past_key_values, embed_tokens.weight.dtype);
        var hidden = embed_tokens.call(input_ids);
        foreach (var layer in layers)
            hidden = layer.call(hidden, step);
        past_key_values?.Advance(count);
        return scope.MoveToOuter(norm.call(hidden));
    }
}

/// <summary>One layer: x + attention(norm(x)), then x + mlp(norm(x)).</summary>
public sealed class LlamaDecoderLayer : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>A layer with fresh weights.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Its index.</param>
    public LlamaDecoderLayer(LlamaConfig config, int layer) : base(nameof(LlamaDecoderLayer))
    {
        self_attn = new LlamaAttention(config, layer);
        mlp = new LlamaMlp(config);
        input_layernorm = new RmsNorm(config.HiddenSize, config.RmsNormEps);
        post_attention_layernorm = new RmsNorm(config.HiddenSize, config.RmsNormEps);
        RegisterComponents();
    }

    /// <summary>Mixes positions.</summary>
    public LlamaAttention self_attn { get; private set; }

    /// <summary>Works on each position alone.</summary>
    public nn.Module<Tensor, Tensor> mlp { get; private set; }

    /// <summary>The norm before attention.</summary>
    public RmsNorm input_layernorm { get; private set; }

    /// <summary>The norm before the feed-forward block.</summary>
    public RmsNorm post_attention_layernorm { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        hidden = hidden + self_attn.call(input_layernorm.call(hidden), step);
        return scope.MoveToOuter(hidden + mlp.call(post_attention_layernorm.call(hidden)));
    }
}
