namespace QaaHybrid.Models;

// The Llama decoder (Touvron et al. 2023, arXiv:2302.13971 and arXiv:2307.09288) from top to bottom. Names of fields are Hugging Face's: they are
// the names of the weights (model.layers.0.self_attn.q_proj.weight …) and those by which adapters find their places.

/// <summary>A Llama-family language model: token embedding, decoder layers, norm, head.</summary>
public class LlamaForCausalLM : CausalLM
{
    private readonly LlamaConfig config;

    /// <summary>A model without weights; load them, or draw them by <see cref="WeightInitialization.InitializeWeights{T}"/>.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public LlamaForCausalLM(LlamaConfig config) : this(nameof(LlamaForCausalLM), config)
    {
    }

    private protected LlamaForCausalLM(string name, LlamaConfig config) : base(name)
    {
        this.config = config.Checked();
        Rotary = new RotaryEmbedding(config.HeadDim, config.RopeTheta, config.RopeScaling, config.MaxPositionEmbeddings);
        model = new LlamaModel(config);
        lm_head = TiedLinear.Or(config, model.embed_tokens.weight);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public LlamaModel model { get; private set; }

    /// <summary>Hidden states to logits; shares the weight of the embedding where the configuration says so.</summary>
    public nn.Module<Tensor, Tensor> lm_head { get; private set; }

    /// <inheritdoc/>
    public override LlamaConfig Config => config;

    /// <inheritdoc/>
    internal override string BaseModelPrefix => "model";

    /// <inheritdoc/>
    internal override ScalarType ComputeDtype => model.norm.weight.dtype;

    /// <inheritdoc/>
    private protected override RotaryEmbedding Rotary { get; }

    /// <inheritdoc/>
    private protected override int? Window => config.SlidingWindow;

    /// <inheritdoc/>
    public override Tensor logits(Tensor hidden) => lm_head.call(hidden);

    /// <inheritdoc/>
    private protected override Tensor Decode(Tensor input_ids, AttentionStep step) => model.call(input_ids, step);

    // Older writers stored the frequencies of each layer.
    internal override bool IsDerived(string name) =>
        name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || config.TieWordEmbeddings && name == "lm_head.weight";

    // As GPT-2 does, projections that add to the residual stream start narrower, by √(2 · layers).
    internal override double StartDeviation(string name, Parameter parameter) =>
        name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith("down_proj.weight", StringComparison.Ordinal)
            ? config.InitializerRange / Math.Sqrt(2.0 * config.NumHiddenLayers)
            : base.StartDeviation(name, parameter);
}

/// <summary>The decoder without its head.</summary>
public sealed class LlamaModel : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>A decoder.</summary>
    public LlamaModel(LlamaConfig config) : base(nameof(LlamaModel))
    {
        embed_tokens = Unfilled.Embedding(config.VocabSize, config.HiddenSize);
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
    public override Tensor forward(Tensor input_ids, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = step.Through(layers, embed_tokens.call(input_ids).to(step.Dtype));
        return scope.MoveToOuter(norm.call(hidden));
    }
}

/// <summary>One layer: x + attention(norm(x)), then x + mlp(norm(x)).</summary>
public sealed class LlamaDecoderLayer : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>A layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Its index.</param>
    public LlamaDecoderLayer(LlamaConfig config, int layer) : base(nameof(LlamaDecoderLayer))
    {
        self_attn = new LlamaAttention(config, layer);
        mlp = new GatedMlp(config.HiddenSize, config.IntermediateSize, config.MlpBias);
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

/// <summary>Causal self-attention: softmax(q kᵀ / √d + mask) v for each head, with q and k turned by their positions.</summary>
public sealed class LlamaAttention : nn.Module<Tensor, AttentionStep, Tensor>
{
    private readonly LlamaConfig config;
    private readonly int layer;
    private readonly Dropout attention_dropout;

    /// <summary>The attention of one layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Index of the layer, for the cache.</param>
    public LlamaAttention(LlamaConfig config, int layer) : base(nameof(LlamaAttention))
    {
        this.config = config;
        this.layer = layer;
        long queries = config.NumAttentionHeads * config.HeadDim, shared = config.NumKeyValueHeads * config.HeadDim;
        q_proj = Unfilled.Linear(config.HiddenSize, queries, config.QueryKeyValueBias);
        k_proj = Unfilled.Linear(config.HiddenSize, shared, config.QueryKeyValueBias);
        v_proj = Unfilled.Linear(config.HiddenSize, shared, config.QueryKeyValueBias);
        o_proj = Unfilled.Linear(queries, config.HiddenSize, config.OutputBias);
        if (config.HeadNorms)
            (q_norm, k_norm) = (new RmsNorm(config.HeadDim, config.RmsNormEps), new RmsNorm(config.HeadDim, config.RmsNormEps));
        attention_dropout = nn.Dropout(config.AttentionDropout);
        RegisterComponents();
    }

    /// <summary>Queries, <c>[…, hidden]</c> → <c>[…, heads · d]</c>.</summary>
    public nn.Module<Tensor, Tensor> q_proj { get; private set; }

    /// <summary>Keys, <c>[…, hidden]</c> → <c>[…, shared heads · d]</c>.</summary>
    public nn.Module<Tensor, Tensor> k_proj { get; private set; }

    /// <summary>Values, <c>[…, hidden]</c> → <c>[…, shared heads · d]</c>.</summary>
    public nn.Module<Tensor, Tensor> v_proj { get; private set; }

    /// <summary>Output, <c>[…, heads · d]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> o_proj { get; private set; }

    /// <summary>The norm of each query head (Qwen3), or null.</summary>
    public RmsNorm? q_norm { get; private set; }

    /// <summary>The norm of each key head (Qwen3), or null.</summary>
    public RmsNorm? k_norm { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        var (batch, count, d) = (hidden.shape[0], hidden.shape[1], config.HeadDim);
        var query = q_proj.call(hidden).view(batch, count, config.NumAttentionHeads, d);
        var key = k_proj.call(hidden).view(batch, count, config.NumKeyValueHeads, d);
        var value = v_proj.call(hidden).view(batch, count, config.NumKeyValueHeads, d);
        if (q_norm is not null && k_norm is not null)
            (query, key) = (q_norm.call(query), k_norm.call(key));
        var angles = step.Angles!.Value;
        var seen = step.Attend(
            layer, angles.Turn(query), angles.Turn(key), value, 1 / Math.Sqrt(d), config.IsLocal(layer), attention_dropout);
        return scope.MoveToOuter(o_proj.call(seen));
    }
}
