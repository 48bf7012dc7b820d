namespace QaaHybrid.Models;

// The GPT-2 decoder (Radford et al. 2019, "Language models are unsupervised multitask learners") from top to bottom. Names of fields are Hugging Face's:
// they are the names of the weights (transformer.h.0.attn.c_attn.weight …) and those by which adapters find their places. GPT-2's files hold the
// matrices of its layers as [in, out]; here they are [out, in] as everywhere, and turned round on the way.

/// <summary>A GPT-2 language model: token and position embeddings, layers, norm, head.</summary>
public sealed class GPT2LMHeadModel : CausalLM
{
    private readonly GPT2Config config;

    /// <summary>A model without weights; load them, or draw them by <see cref="WeightInitialization.InitializeWeights{T}"/>.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public GPT2LMHeadModel(GPT2Config config) : base(nameof(GPT2LMHeadModel))
    {
        this.config = config.Checked();
        transformer = new GPT2Model(config, config.EmbdPdrop, config.LayerNormEpsilon, layer => new GPT2Block(
            config.HiddenSize, config.LayerNormEpsilon, new GPT2Attention(config, layer), new GPT2MLP(config.HiddenSize, config.InnerSize, config.ActivationFunction, config.ResidPdrop)));
        lm_head = TiedLinear.Or(config, transformer.wte.weight);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public GPT2Model transformer { get; private set; }

    /// <summary>Hidden states to logits; shares the weight of the embedding where the configuration says so.</summary>
    public nn.Module<Tensor, Tensor> lm_head { get; private set; }

    /// <inheritdoc/>
    public override GPT2Config Config => config;

    internal override string BaseModelPrefix => "transformer";

    internal override ScalarType ComputeDtype => transformer.ln_f.weight!.dtype;

    /// <inheritdoc/>
    public override Tensor logits(Tensor hidden) => lm_head.call(hidden);

    /// <inheritdoc/>
    private protected override Tensor Decode(Tensor input_ids, AttentionStep step) => transformer.call(input_ids, step);

    internal override bool IsStoredTransposed(string name) =>
        name.EndsWith(".c_attn.weight", StringComparison.Ordinal) || name.EndsWith(".c_proj.weight", StringComparison.Ordinal)
        || name.EndsWith(".c_fc.weight", StringComparison.Ordinal);

    // Older writers stored the causal mask of each layer.
    internal override bool IsDerived(string name) =>
        name.EndsWith(".attn.bias", StringComparison.Ordinal) || name.EndsWith(".attn.masked_bias", StringComparison.Ordinal)
        || config.TieWordEmbeddings && name == "lm_head.weight";

    // Projections that add to the residual stream start narrower, by √(2 · layers).
    internal override double StartDeviation(string name, Parameter parameter) => name.EndsWith(".c_proj.weight", StringComparison.Ordinal)
        ? config.InitializerRange / Math.Sqrt(2.0 * config.NumHiddenLayers)
        : base.StartDeviation(name, parameter);
}

/// <summary>The decoder without its head, of GPT-2 and of GPT-Neo.</summary>
public sealed class GPT2Model : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>A decoder.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="p">Dropout of the embeddings.</param>
    /// <param name="epsilon">What is added to the variance in the norm.</param>
    /// <param name="layer">Makes the layer of an index.</param>
    public GPT2Model(TextConfig config, double p, double epsilon, Func<int, GPT2Block> layer) : base(nameof(GPT2Model))
    {
        ArgumentNullException.ThrowIfNull(config);
        wte = Unfilled.Embedding(config.VocabSize, config.HiddenSize);
        wpe = Unfilled.Embedding(config.MaxPositionEmbeddings, config.HiddenSize);
        drop = nn.Dropout(p);
        h = nn.ModuleList([.. Enumerable.Range(0, config.NumHiddenLayers).Select(layer)]);
        ln_f = nn.LayerNorm(config.HiddenSize, epsilon);
        RegisterComponents();
    }

    /// <summary>One row of <c>[vocabulary, hidden]</c> for each token.</summary>
    public Embedding wte { get; private set; }

    /// <summary>One row of <c>[positions, hidden]</c> for each position.</summary>
    public Embedding wpe { get; private set; }

    /// <summary>Dropout of the embeddings.</summary>
    public Dropout drop { get; private set; }

    /// <summary>The layers, first to last.</summary>
    public ModuleList<GPT2Block> h { get; private set; }

    /// <summary>The norm behind the last layer.</summary>
    public LayerNorm ln_f { get; private set; }

    /// <summary><c>[batch, seq]</c> ids to <c>[batch, seq, hidden]</c>; see <see cref="CausalLM.last_hidden_state"/>.</summary>
    public override Tensor forward(Tensor input_ids, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = step.Through(h, drop.call((wte.call(input_ids) + wpe.call(step.Positions)).to(step.Dtype)));
        return scope.MoveToOuter(ln_f.call(hidden));
    }
}

/// <summary>One layer: x + attention(norm(x)), then x + mlp(norm(x)).</summary>
public sealed class GPT2Block : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>A layer.</summary>
    /// <param name="hidden">Width of the hidden states.</param>
    /// <param name="epsilon">What is added to the variance in norms.</param>
    /// <param name="attention">The family's attention.</param>
    /// <param name="mlp">The feed-forward block.</param>
    public GPT2Block(long hidden, double epsilon, nn.Module<Tensor, AttentionStep, Tensor> attention, GPT2MLP mlp) : base(nameof(GPT2Block))
    {
        ln_1 = nn.LayerNorm(hidden, epsilon);
        attn = attention;
        ln_2 = nn.LayerNorm(hidden, epsilon);
        this.mlp = mlp;
        RegisterComponents();
    }

    /// <summary>The norm before attention.</summary>
    public LayerNorm ln_1 { get; private set; }

    /// <summary>Mixes positions.</summary>
    public nn.Module<Tensor, AttentionStep, Tensor> attn { get; private set; }

    /// <summary>The norm before the feed-forward block.</summary>
    public LayerNorm ln_2 { get; private set; }

    /// <summary>Works on each position alone.</summary>
    public nn.Module<Tensor, Tensor> mlp { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        hidden = hidden + attn.call(ln_1.call(hidden), step);
        return scope.MoveToOuter(hidden + mlp.call(ln_2.call(hidden)));
    }
}

/// <summary>Causal self-attention with one projection for queries, keys and values together.</summary>
public sealed class GPT2Attention : nn.Module<Tensor, AttentionStep, Tensor>
{
    private readonly int heads;
    private readonly int layer;
    private readonly double scale;

    /// <summary>The attention of one layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Index of the layer, for the cache.</param>
    public GPT2Attention(GPT2Config config, int layer) : base(nameof(GPT2Attention))
    {
        (heads, this.layer) = (config.NumAttentionHeads, layer);
        scale = (config.ScaleAttnWeights ? 1 / Math.Sqrt(config.HiddenSize / heads) : 1) / (config.ScaleAttnByInverseLayerIdx ? layer + 1 : 1);
        c_attn = Unfilled.Linear(config.HiddenSize, 3 * config.HiddenSize);
        c_proj = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        attn_dropout = nn.Dropout(config.AttnPdrop);
        resid_dropout = nn.Dropout(config.ResidPdrop);
        RegisterComponents();
    }

    /// <summary>Queries, keys and values one behind another, <c>[…, hidden]</c> → <c>[…, 3 · hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> c_attn { get; private set; }

    /// <summary>Output, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> c_proj { get; private set; }

    /// <summary>Dropout of attention weights.</summary>
    public Dropout attn_dropout { get; private set; }

    /// <summary>Dropout of the output.</summary>
    public Dropout resid_dropout { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        var parts = c_attn.call(hidden).view(hidden.shape[0], hidden.shape[1], 3, heads, -1).unbind(2);
        var seen = step.Attend(layer, parts[0], parts[1], parts[2], scale, dropout: attn_dropout);
        return scope.MoveToOuter(resid_dropout.call(c_proj.call(seen)));
    }
}

/// <summary>proj(act(fc(x))).</summary>
public sealed class GPT2MLP : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> act;

    /// <summary>The feed-forward block of one layer.</summary>
    /// <param name="hidden">Width of the hidden states.</param>
    /// <param name="inner">Width inside.</param>
    /// <param name="activation">Name of the activation.</param>
    /// <param name="p">Dropout of the result.</param>
    public GPT2MLP(long hidden, long inner, string activation, double p) : base(nameof(GPT2MLP))
    {
        act = Activation.Of(activation);
        c_fc = Unfilled.Linear(hidden, inner);
        c_proj = Unfilled.Linear(inner, hidden);
        dropout = nn.Dropout(p);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, inner]</c>.</summary>
    public nn.Module<Tensor, Tensor> c_fc { get; private set; }

    /// <summary><c>[…, inner]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> c_proj { get; private set; }

    /// <summary>Dropout of the result.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(dropout.call(c_proj.call(act(c_fc.call(hidden)))));
    }
}
