namespace QaaHybrid.Models;

// The GPT-Neo decoder (Black et al. 2021, doi:10.5281/zenodo.5297715) from top to bottom: GPT-2 with separate projections to queries, keys and values, scores
// that are not scaled, and layers that see everything and layers that see the last 256 tokens in turn. Names of fields are Hugging Face's.

/// <summary>A GPT-Neo language model: token and position embeddings, layers, norm, head.</summary>
public sealed class GPTNeoForCausalLM : CausalLM
{
    private readonly GPTNeoConfig config;

    /// <summary>A model without weights; load them, or draw them by <see cref="WeightInitialization.InitializeWeights{T}"/>.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public GPTNeoForCausalLM(GPTNeoConfig config) : base(nameof(GPTNeoForCausalLM))
    {
        this.config = config.Checked();
        transformer = new GPT2Model(config, config.EmbedDropout, config.LayerNormEpsilon, layer => new GPT2Block(
            config.HiddenSize, config.LayerNormEpsilon, new GPTNeoAttention(config, layer),
            new GPT2MLP(config.HiddenSize, config.IntermediateSize, config.ActivationFunction, config.ResidDropout)));
        lm_head = TiedLinear.Or(config, transformer.wte.weight);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public GPT2Model transformer { get; private set; }

    /// <summary>Hidden states to logits; shares the weight of the embedding where the configuration says so.</summary>
    public nn.Module<Tensor, Tensor> lm_head { get; private set; }

    /// <inheritdoc/>
    public override GPTNeoConfig Config => config;

    internal override string BaseModelPrefix => "transformer";

    internal override ScalarType ComputeDtype => transformer.ln_f.weight!.dtype;

    /// <inheritdoc/>
    private protected override int? Window => config.WindowSize;

    /// <inheritdoc/>
    public override Tensor logits(Tensor hidden) => lm_head.call(hidden);

    /// <inheritdoc/>
    private protected override Tensor Decode(Tensor input_ids, AttentionStep step) => transformer.call(input_ids, step);

    // Older writers stored the masks of each layer.
    internal override bool IsDerived(string name) =>
        name.EndsWith(".attention.bias", StringComparison.Ordinal) || name.EndsWith(".attention.masked_bias", StringComparison.Ordinal)
        || config.TieWordEmbeddings && name == "lm_head.weight";
}

/// <summary>A shell around the attention of a layer, which has a name of its own in the names of weights.</summary>
public sealed class GPTNeoAttention : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>The attention of one layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Index of the layer.</param>
    public GPTNeoAttention(GPTNeoConfig config, int layer) : base(nameof(GPTNeoAttention))
    {
        attention = new GPTNeoSelfAttention(config, layer);
        RegisterComponents();
    }

    /// <summary>The attention itself.</summary>
    public GPTNeoSelfAttention attention { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step) => attention.call(hidden, step);
}

/// <summary>Causal self-attention, softmax(q kᵀ + mask) v: scores are not divided by √d.</summary>
public sealed class GPTNeoSelfAttention : nn.Module<Tensor, AttentionStep, Tensor>
{
    private readonly int heads;
    private readonly int layer;
    private readonly bool local;

    /// <summary>The attention of one layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Index of the layer.</param>
    public GPTNeoSelfAttention(GPTNeoConfig config, int layer) : base(nameof(GPTNeoSelfAttention))
    {
        (heads, this.layer, local) = (config.NumHeads, layer, config.IsLocal(layer));
        k_proj = Unfilled.Linear(config.HiddenSize, config.HiddenSize, bias: false);
        v_proj = Unfilled.Linear(config.HiddenSize, config.HiddenSize, bias: false);
        q_proj = Unfilled.Linear(config.HiddenSize, config.HiddenSize, bias: false);
        out_proj = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        attn_dropout = nn.Dropout(config.AttentionDropout);
        resid_dropout = nn.Dropout(config.ResidDropout);
        RegisterComponents();
    }

    /// <summary>Keys, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> k_proj { get; private set; }

    /// <summary>Values, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> v_proj { get; private set; }

    /// <summary>Queries, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> q_proj { get; private set; }

    /// <summary>Output, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> out_proj { get; private set; }

    /// <summary>Dropout of attention weights.</summary>
    public Dropout attn_dropout { get; private set; }

    /// <summary>Dropout of the output.</summary>
    public Dropout resid_dropout { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        Tensor Heads(nn.Module<Tensor, Tensor> projection) => projection.call(hidden).view(hidden.shape[0], hidden.shape[1], heads, -1);
        var seen = step.Attend(layer, Heads(q_proj), Heads(k_proj), Heads(v_proj), scale: 1, local, attn_dropout);
        return scope.MoveToOuter(resid_dropout.call(out_proj.call(seen)));
    }
}
