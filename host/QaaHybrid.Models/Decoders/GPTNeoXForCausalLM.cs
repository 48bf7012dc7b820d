namespace QaaHybrid.Models;

// The GPT-NeoX decoder (Black et al. 2022, arXiv:2204.06745), which Pythia shares (Biderman et al. 2023, arXiv:2304.01373), from top to bottom. Names of
// fields are Hugging Face's: they are the names of the weights (gpt_neox.layers.0.attention.query_key_value.weight …) and those by which adapters find
// their places.

/// <summary>A GPT-NeoX or Pythia language model: token embedding, layers, norm, head.</summary>
public sealed class GPTNeoXForCausalLM : CausalLM
{
    private readonly GPTNeoXConfig config;

    /// <summary>A model without weights; load them, or draw them by <see cref="WeightInitialization.InitializeWeights{T}"/>.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public GPTNeoXForCausalLM(GPTNeoXConfig config) : base(nameof(GPTNeoXForCausalLM))
    {
        this.config = config.Checked();
        Rotary = new RotaryEmbedding(config.RotaryWidth, config.RotaryEmbBase, config.RopeScaling, config.MaxPositionEmbeddings);
        gpt_neox = new GPTNeoXModel(config);
        embed_out = TiedLinear.Or(config, gpt_neox.embed_in.weight);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public GPTNeoXModel gpt_neox { get; private set; }

    /// <summary>Hidden states to logits; shares the weight of the embedding where the configuration says so.</summary>
    public nn.Module<Tensor, Tensor> embed_out { get; private set; }

    /// <inheritdoc/>
    public override GPTNeoXConfig Config => config;

    internal override string BaseModelPrefix => "gpt_neox";

    internal override ScalarType ComputeDtype => gpt_neox.final_layer_norm.weight!.dtype;

    /// <inheritdoc/>
    private protected override RotaryEmbedding Rotary { get; }

    /// <inheritdoc/>
    public override Tensor logits(Tensor hidden) => embed_out.call(hidden);

    /// <inheritdoc/>
    private protected override Tensor Decode(Tensor input_ids, AttentionStep step) => gpt_neox.call(input_ids, step);

    // Older writers stored the masks and frequencies of each layer.
    internal override bool IsDerived(string name) =>
        name.EndsWith(".attention.bias", StringComparison.Ordinal) || name.EndsWith(".attention.masked_bias", StringComparison.Ordinal)
        || name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || config.TieWordEmbeddings && name == "embed_out.weight";
}

/// <summary>The decoder without its head.</summary>
public sealed class GPTNeoXModel : nn.Module<Tensor, AttentionStep, Tensor>
{
    /// <summary>A decoder.</summary>
    public GPTNeoXModel(GPTNeoXConfig config) : base(nameof(GPTNeoXModel))
    {
        embed_in = Unfilled.Embedding(config.VocabSize, config.HiddenSize);
        emb_dropout = nn.Dropout(config.HiddenDropout);
        layers = nn.ModuleList([.. Enumerable.Range(0, config.NumHiddenLayers).Select(layer => new GPTNeoXLayer(config, layer))]);
        final_layer_norm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        RegisterComponents();
    }

    /// <summary>One row of <c>[vocabulary, hidden]</c> for each token.</summary>
    public Embedding embed_in { get; private set; }

    /// <summary>Dropout of the embeddings.</summary>
    public Dropout emb_dropout { get; private set; }

    /// <summary>The layers, first to last.</summary>
    public ModuleList<GPTNeoXLayer> layers { get; private set; }

    /// <summary>The norm behind the last layer.</summary>
    public LayerNorm final_layer_norm { get; private set; }

    /// <summary><c>[batch, seq]</c> ids to <c>[batch, seq, hidden]</c>; see <see cref="CausalLM.last_hidden_state"/>.</summary>
    public override Tensor forward(Tensor input_ids, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = step.Through(layers, emb_dropout.call(embed_in.call(input_ids).to(step.Dtype)));
        return scope.MoveToOuter(final_layer_norm.call(hidden));
    }
}

/// <summary>One layer: x + attention(norm₁(x)) + mlp(norm₂(x)), side by side; or one after the other, as in GPT-2.</summary>
public sealed class GPTNeoXLayer : nn.Module<Tensor, AttentionStep, Tensor>
{
    private readonly bool parallel;

    /// <summary>A layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Its index.</param>
    public GPTNeoXLayer(GPTNeoXConfig config, int layer) : base(nameof(GPTNeoXLayer))
    {
        parallel = config.UseParallelResidual;
        input_layernorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        post_attention_layernorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        post_attention_dropout = nn.Dropout(config.HiddenDropout);
        post_mlp_dropout = nn.Dropout(config.HiddenDropout);
        attention = new GPTNeoXAttention(config, layer);
        mlp = new GPTNeoXMLP(config);
        RegisterComponents();
    }

    /// <summary>The norm before attention.</summary>
    public LayerNorm input_layernorm { get; private set; }

    /// <summary>The norm before the feed-forward block.</summary>
    public LayerNorm post_attention_layernorm { get; private set; }

    /// <summary>Dropout of what attention adds.</summary>
    public Dropout post_attention_dropout { get; private set; }

    /// <summary>Dropout of what the feed-forward block adds.</summary>
    public Dropout post_mlp_dropout { get; private set; }

    /// <summary>Mixes positions.</summary>
    public GPTNeoXAttention attention { get; private set; }

    /// <summary>Works on each position alone.</summary>
    public nn.Module<Tensor, Tensor> mlp { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        var attended = hidden + post_attention_dropout.call(attention.call(input_layernorm.call(hidden), step));
        var start = parallel ? hidden : attended;
        return scope.MoveToOuter(attended + post_mlp_dropout.call(mlp.call(post_attention_layernorm.call(start))));
    }
}

/// <summary>
/// Causal self-attention with one projection for queries, keys and values together, head by head, and a part of each head turned by its position.
/// </summary>
public sealed class GPTNeoXAttention : nn.Module<Tensor, AttentionStep, Tensor>
{
    private readonly int heads;
    private readonly int layer;
    private readonly Dropout attention_dropout;

    /// <summary>The attention of one layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Index of the layer, for the cache.</param>
    public GPTNeoXAttention(GPTNeoXConfig config, int layer) : base(nameof(GPTNeoXAttention))
    {
        (heads, this.layer) = (config.NumAttentionHeads, layer);
        query_key_value = Unfilled.Linear(config.HiddenSize, 3 * config.HiddenSize, config.AttentionBias);
        dense = Unfilled.Linear(config.HiddenSize, config.HiddenSize, config.AttentionBias);
        attention_dropout = nn.Dropout(config.AttentionDropout);
        RegisterComponents();
    }

    /// <summary>Query, key and value of the first head, of the second, and so on, <c>[…, hidden]</c> → <c>[…, heads · 3 · d]</c>.</summary>
    public nn.Module<Tensor, Tensor> query_key_value { get; private set; }

    /// <summary>Output, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        var parts = query_key_value.call(hidden).view(hidden.shape[0], hidden.shape[1], heads, 3, -1).unbind(3);
        var angles = step.Angles!.Value;
        var seen = step.Attend(layer, angles.Turn(parts[0]), angles.Turn(parts[1]), parts[2], 1 / Math.Sqrt(parts[0].shape[3]), dropout: attention_dropout);
        return scope.MoveToOuter(dense.call(seen));
    }
}

/// <summary>dense_4h_to_h(act(dense_h_to_4h(x))).</summary>
public sealed class GPTNeoXMLP : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> act;

    /// <summary>The feed-forward block of one layer.</summary>
    public GPTNeoXMLP(GPTNeoXConfig config) : base(nameof(GPTNeoXMLP))
    {
        act = Activation.Of(config.HiddenAct);
        dense_h_to_4h = Unfilled.Linear(config.HiddenSize, config.IntermediateSize);
        dense_4h_to_h = Unfilled.Linear(config.IntermediateSize, config.HiddenSize);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, intermediate]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense_h_to_4h { get; private set; }

    /// <summary><c>[…, intermediate]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense_4h_to_h { get; private set; }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(dense_4h_to_h.call(act(dense_h_to_4h.call(hidden))));
    }
}
