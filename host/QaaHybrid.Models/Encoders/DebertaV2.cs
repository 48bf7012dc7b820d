namespace QaaHybrid.Models;

// The DeBERTa encoder of versions 2 and 3 (He et al. 2020, arXiv:2006.03654; He et al. 2021, arXiv:2111.09543) from top to bottom. Scores have up to three
// parts: token with token, token with relative position (c2p) and relative position with token (p2c). Names of fields are Hugging Face's: they are the names
// of the weights (deberta.encoder.layer.0.attention.self.query_proj.weight …) and those by which adapters find their places.

/// <summary>A DeBERTa with a classifier over the pooled first token.</summary>
public sealed class DebertaV2ForSequenceClassification : SequenceClassification
{
    /// <summary>A model without weights.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public DebertaV2ForSequenceClassification(DebertaV2Config config) : base(nameof(DebertaV2ForSequenceClassification))
    {
        Config = config.Checked().WithLabels();
        deberta = new DebertaV2Model(config);
        pooler = new ContextPooler(config);
        dropout = nn.Dropout(config.ClassifierDropout ?? config.HiddenDropoutProb);
        classifier = Unfilled.Linear(config.HiddenSize, Config.Labels.Count);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public DebertaV2Model deberta { get; private set; }

    /// <summary>What the classifier looks at.</summary>
    public ContextPooler pooler { get; private set; }

    /// <summary>Dropout in front of the classifier.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[batch, hidden]</c> → <c>[batch, labels]</c>.</summary>
    public nn.Module<Tensor, Tensor> classifier { get; private set; }

    /// <inheritdoc/>
    public override DebertaV2Config Config { get; }

    internal override string BaseModelPrefix => "deberta";

    private protected override nn.Module<EncoderInput, IReadOnlyList<Tensor>> Encoder => deberta;

    private protected override Tensor Classify(Tensor hidden) => classifier.call(dropout.call(pooler.call(hidden)));
}

/// <summary>A DeBERTa with a masked-language head.</summary>
public sealed class DebertaV2ForMaskedLM : MaskedLM
{
    private const string Published = "lm_predictions.lm_head.";

    /// <summary>A model without weights.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public DebertaV2ForMaskedLM(DebertaV2Config config) : base(nameof(DebertaV2ForMaskedLM))
    {
        Config = config.Checked();
        deberta = new DebertaV2Model(config);
        cls = new BertOnlyMLMHead(config, deberta.embeddings.word_embeddings.weight);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public DebertaV2Model deberta { get; private set; }

    /// <summary>Hidden states to logits.</summary>
    public BertOnlyMLMHead cls { get; private set; }

    /// <inheritdoc/>
    public override DebertaV2Config Config { get; }

    internal override string BaseModelPrefix => "deberta";

    private protected override nn.Module<EncoderInput, IReadOnlyList<Tensor>> Encoder => deberta;

    /// <inheritdoc/>
    public override Tensor logits(Tensor hidden) => cls.call(hidden);

    // The authors' files call the same head otherwise.
    internal override string CurrentName(string stored)
    {
        var name = base.CurrentName(stored);
        return name == Published + "bias" ? "cls.predictions.bias"
            : name.StartsWith(Published, StringComparison.Ordinal) ? "cls.predictions.transform." + name[Published.Length..]
            : name;
    }

    // The authors' files also hold what tells replaced tokens in pretraining.
    internal override bool IsDerived(string name) =>
        base.IsDerived(name) || BertOnlyMLMHead.IsDerived(name, Config) || name.StartsWith("mask_predictions.", StringComparison.Ordinal);
}

/// <summary>The encoder without its head.</summary>
public sealed class DebertaV2Model : nn.Module<EncoderInput, IReadOnlyList<Tensor>>
{
    /// <summary>An encoder.</summary>
    public DebertaV2Model(DebertaV2Config config) : base(nameof(DebertaV2Model))
    {
        embeddings = new TextEmbeddings(config, config.PositionBiasedInput);
        encoder = new DebertaV2Encoder(config);
        RegisterComponents();
    }

    /// <summary>Tokens to vectors; version 3 has neither positions nor kinds of tokens in the sum.</summary>
    public TextEmbeddings embeddings { get; private set; }

    /// <summary>The layers and their relative positions.</summary>
    public DebertaV2Encoder encoder { get; private set; }

    /// <summary>The states in front of the first layer and behind each layer; see <see cref="EncoderModel.hidden_states"/>.</summary>
    public override IReadOnlyList<Tensor> forward(EncoderInput input)
    {
        using var scope = torch.NewDisposeScope();
        var states = encoder.call(embeddings.call(input.InputIds, null, input.TokenTypeIds), input);
        scope.MoveToOuter(states);
        return states;
    }
}

/// <summary>The layers, which share the embeddings of relative positions.</summary>
public sealed class DebertaV2Encoder : nn.Module<Tensor, EncoderInput, IReadOnlyList<Tensor>>
{
    private readonly DebertaV2Config config;

    /// <summary>Layers.</summary>
    public DebertaV2Encoder(DebertaV2Config config) : base(nameof(DebertaV2Encoder))
    {
        this.config = config;
        layer = nn.ModuleList([.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => new DebertaV2Layer(config))]);
        rel_embeddings = config.RelativeAttention ? Unfilled.Embedding(2 * config.PositionSpan, config.HiddenSize) : null;
        LayerNorm = config.RelativeAttention && config.NormRelEbd ? nn.LayerNorm(config.HiddenSize, config.LayerNormEps) : null;
        RegisterComponents();
    }

    /// <summary>First to last.</summary>
    public ModuleList<DebertaV2Layer> layer { get; private set; }

    /// <summary>One row of <c>[2 · buckets, hidden]</c> for each bucket, or null.</summary>
    public Embedding? rel_embeddings { get; private set; }

    /// <summary>The norm of these rows, or null.</summary>
    public LayerNorm? LayerNorm { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c>, and the text for its mask, to that and the states behind each layer.</summary>
    public override IReadOnlyList<Tensor> forward(Tensor hidden, EncoderInput input)
    {
        using var scope = torch.NewDisposeScope();
        var mask = input.ScoreMask(hidden.dtype);
        var positions = rel_embeddings?.weight.to(hidden.dtype);
        if (positions is not null && LayerNorm is not null)
            positions = LayerNorm.call(positions);
        var rows = positions is null ? null : RelativePositions.Rows(hidden.shape[1], config);
        var states = new List<Tensor> { scope.Attach(hidden) };
        foreach (var one in layer)
            states.Add(Checkpoint.Through(
                input.Checkpointed, one, tensors => one.call(tensors[0]!, tensors[1], tensors[2], tensors[3]), states[^1], mask, positions, rows));
        scope.MoveToOuter(states);
        return states;
    }
}

/// <summary>One layer: norm(x + attention(x)), then norm(x + mlp(x)).</summary>
public sealed class DebertaV2Layer : nn.Module<Tensor, Tensor?, Tensor?, Tensor?, Tensor>
{
    /// <summary>A layer.</summary>
    public DebertaV2Layer(DebertaV2Config config) : base(nameof(DebertaV2Layer))
    {
        attention = new DebertaV2Attention(config);
        intermediate = new DenseActivation(config.HiddenSize, config.IntermediateSize, config.HiddenAct);
        output = new DenseNorm(config.IntermediateSize, config.HiddenSize, config.LayerNormEps, config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>Mixes positions.</summary>
    public DebertaV2Attention attention { get; private set; }

    /// <summary>The first half of the feed-forward block.</summary>
    public DenseActivation intermediate { get; private set; }

    /// <summary>Its second half.</summary>
    public DenseNorm output { get; private set; }

    /// <inheritdoc cref="DisentangledSelfAttention.forward"/>
    public override Tensor forward(Tensor hidden, Tensor? mask, Tensor? positions, Tensor? rows)
    {
        using var scope = torch.NewDisposeScope();
        var attended = attention.call(hidden, mask, positions, rows);
        return scope.MoveToOuter(output.call(intermediate.call(attended), attended));
    }
}

/// <summary>Attention and its way back to the residual stream.</summary>
public sealed class DebertaV2Attention : nn.Module<Tensor, Tensor?, Tensor?, Tensor?, Tensor>
{
    /// <summary>The attention of one layer.</summary>
    public DebertaV2Attention(DebertaV2Config config) : base(nameof(DebertaV2Attention))
    {
        self = new DisentangledSelfAttention(config);
        output = new DenseNorm(config.HiddenSize, config.HiddenSize, config.LayerNormEps, config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>The heads.</summary>
    public DisentangledSelfAttention self { get; private set; }

    /// <summary>Projection, residual and norm.</summary>
    public DenseNorm output { get; private set; }

    /// <inheritdoc cref="DisentangledSelfAttention.forward"/>
    public override Tensor forward(Tensor hidden, Tensor? mask, Tensor? positions, Tensor? rows)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(output.call(self.call(hidden, mask, positions, rows), hidden));
    }
}

/// <summary>
/// Heads whose scores are (qᵢ·kⱼ + qᵢ·Kᵣ + kⱼ·Qᵣ) / √(d · parts): K and Q are keys and queries of relative positions, r the bucket of i − j, and parts how
/// many of the three summands there are.
/// </summary>
public sealed class DisentangledSelfAttention : nn.Module<Tensor, Tensor?, Tensor?, Tensor?, Tensor>
{
    private readonly int heads;
    private readonly bool c2p;
    private readonly bool p2c;

    /// <summary>The heads of one layer.</summary>
    public DisentangledSelfAttention(DebertaV2Config config) : base(nameof(DisentangledSelfAttention))
    {
        heads = config.NumAttentionHeads;
        c2p = config.RelativeAttention && config.PosAttType.Contains("c2p");
        p2c = config.RelativeAttention && config.PosAttType.Contains("p2c");
        query_proj = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        key_proj = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        value_proj = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        pos_key_proj = c2p && !config.ShareAttKey ? Unfilled.Linear(config.HiddenSize, config.HiddenSize) : null;
        pos_query_proj = p2c && !config.ShareAttKey ? Unfilled.Linear(config.HiddenSize, config.HiddenSize) : null;
        dropout = nn.Dropout(config.AttentionProbsDropoutProb);
        pos_dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>Queries, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> query_proj { get; private set; }

    /// <summary>Keys, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> key_proj { get; private set; }

    /// <summary>Values, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> value_proj { get; private set; }

    /// <summary>Keys of relative positions, or null: those of tokens.</summary>
    public nn.Module<Tensor, Tensor>? pos_key_proj { get; private set; }

    /// <summary>Queries of relative positions, or null: those of tokens.</summary>
    public nn.Module<Tensor, Tensor>? pos_query_proj { get; private set; }

    /// <summary>Dropout of attention weights.</summary>
    public Dropout dropout { get; private set; }

    /// <summary>Dropout of the embeddings of relative positions.</summary>
    public Dropout pos_dropout { get; private set; }

    /// <summary>Mixes positions.</summary>
    /// <param name="hidden"><c>[batch, seq, hidden]</c>.</param>
    /// <param name="mask">Added to the scores, <c>[batch, 1, 1, 1, seq]</c>, or null.</param>
    /// <param name="positions">Embeddings of relative positions, <c>[2 · buckets, hidden]</c>, or null.</param>
    /// <param name="rows">Which of them stands for each pair of tokens, <c>[seq, seq]</c>, or null.</param>
    /// <returns><c>[batch, seq, hidden]</c>.</returns>
    public override Tensor forward(Tensor hidden, Tensor? mask, Tensor? positions, Tensor? rows)
    {
        using var scope = torch.NewDisposeScope();
        var query = Attention.Heads(query_proj.call(hidden), heads);
        var key = Attention.Heads(key_proj.call(hidden), heads).transpose(1, 2);
        var value = Attention.Heads(value_proj.call(hidden), heads).transpose(1, 2);
        var scale = 1 / Math.Sqrt(query.shape[3] * (1 + (c2p ? 1 : 0) + (p2c ? 1 : 0)));
        if (positions is not null && (c2p || p2c))
        {
            // The rows of dropped positions are the same for queries and keys.
            var relative = pos_dropout.call(positions).unsqueeze(0);
            var pairs = rows!.expand(hidden.shape[0], heads, -1, -1);
            var added = new List<Tensor>();
            if (c2p)
                added.Add((query.transpose(1, 2) * scale).matmul(Turned(pos_key_proj ?? key_proj, relative)).gather(-1, pairs));
            if (p2c)
                // Row j, column i: the pair of i and j.
                added.Add((key * scale).matmul(Turned(pos_query_proj ?? query_proj, relative)).gather(-1, pairs.transpose(2, 3)).transpose(2, 3));
            var bias = added.Aggregate((a, b) => a + b).unsqueeze(2);
            mask = mask is null ? bias : bias + mask;
        }
        return scope.MoveToOuter(Attention.Mix(query, key, value, scale, mask, dropout));
    }

    /// <summary>Projected embeddings, <c>[1, heads, d, 2 · buckets]</c>.</summary>
    private Tensor Turned(nn.Module<Tensor, Tensor> projection, Tensor relative) => Attention.Heads(projection.call(relative), heads).permute(0, 2, 3, 1);
}

/// <summary>act(dense(dropout(x₀))) of the first token.</summary>
public sealed class ContextPooler : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> act;

    /// <summary>A pooler.</summary>
    public ContextPooler(DebertaV2Config config) : base(nameof(ContextPooler))
    {
        act = Activation.Of(config.PoolerHiddenAct);
        dense = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        dropout = nn.Dropout(config.PoolerDropout);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary>Dropout of the first token.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to <c>[batch, hidden]</c>.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(act(dense.call(dropout.call(hidden.select(1, 0)))));
    }
}
