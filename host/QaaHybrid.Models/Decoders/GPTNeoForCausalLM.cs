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
        ArgumentNullException.ThrowIfNull(config);
        if (config.Problems().FirstOrDefault() is { } problem)
            throw new ArgumentException(problem, nameof(config));
        this.config = config;
        transformer = new GPTNeoModel(config);
        lm_head = config.TieWordEmbeddings ? new TiedLinear(transformer.wte.weight) : Unfilled.Linear(config.HiddenSize, config.VocabSize, bias: false);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public GPTNeoModel transformer { get; private set; }

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

/// <summary>The decoder without its head.</summary>
public sealed class GPTNeoModel : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>A decoder.</summary>
    public GPTNeoModel(GPTNeoConfig config) : base(nameof(GPTNeoModel))
    {
        wte = Unfilled.Embedding(config.VocabSize, config.HiddenSize);
        wpe = Unfilled.Embedding(config.MaxPositionEmbeddings, config.HiddenSize);
        drop = nn.Dropout(config.EmbedDropout);
        h = nn.ModuleList([.. Enumerable.Range(0, config.NumHiddenLayers).Select(layer => new GPTNeoBlock(config, layer))]);
        ln_f = nn.LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        RegisterComponents();
    }

    /// <summary>One row of <c>[vocabulary, hidden]</c> for each token.</summary>
    public Embedding wte { get; private set; }

    /// <summary>One row of <c>[positions, hidden]</c> for each position.</summary>
    public Embedding wpe { get; private set; }

    /// <summary>Dropout of the embeddings.</summary>
    public Dropout drop { get; private set; }

    /// <summary>The layers, first to last.</summary>
    public ModuleList<GPTNeoBlock> h { get; private set; }

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
public sealed class GPTNeoBlock : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>A layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Its index.</param>
    public GPTNeoBlock(GPTNeoConfig config, int layer) : base(nameof(GPTNeoBlock))
    {
        ln_1 = nn.LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        attn = new GPTNeoAttention(config, layer);
        ln_2 = nn.LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        mlp = new GPT2MLP(config.HiddenSize, config.IntermediateSize, config.ActivationFunction, config.ResidDropout);
        RegisterComponents();
    }

    /// <summary>The norm before attention.</summary>
    public LayerNorm ln_1 { get; private set; }

    /// <summary>Mixes positions.</summary>
    public GPTNeoAttention attn { get; private set; }

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
