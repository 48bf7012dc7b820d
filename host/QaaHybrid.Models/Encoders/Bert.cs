namespace QaaHybrid.Models;

// The BERT encoder (Devlin et al. 2019, arXiv:1810.04805) from top to bottom. Names of fields are Hugging Face's: they are the names of the weights
// (bert.encoder.layer.0.attention.self.query.weight …) and those by which adapters find their places.

/// <summary>A BERT with a classifier over the pooled first token.</summary>
public sealed class BertForSequenceClassification : SequenceClassification
{
    /// <summary>A model without weights.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public BertForSequenceClassification(BertConfig config) : base(nameof(BertForSequenceClassification))
    {
        Config = config.Checked().WithLabels();
        bert = new BertModel(config, pooled: true);
        dropout = nn.Dropout(config.ClassifierDropout ?? config.HiddenDropoutProb);
        classifier = Unfilled.Linear(config.HiddenSize, Config.Labels.Count);
        RegisterComponents();
    }

    /// <summary>Everything but the classifier.</summary>
    public BertModel bert { get; private set; }

    /// <summary>Dropout in front of the classifier.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[batch, hidden]</c> → <c>[batch, labels]</c>.</summary>
    public nn.Module<Tensor, Tensor> classifier { get; private set; }

    /// <inheritdoc/>
    public override BertConfig Config { get; }

    internal override string BaseModelPrefix => "bert";

    private protected override nn.Module<EncoderInput, IReadOnlyList<Tensor>> Encoder => bert;

    // A masked-language model has no pooler.
    internal override bool IsHead(string name) => base.IsHead(name) || name.StartsWith("bert.pooler.", StringComparison.Ordinal);

    private protected override Tensor Classify(Tensor hidden) => classifier.call(dropout.call(bert.pooler!.call(hidden)));
}

/// <summary>A BERT with a masked-language head.</summary>
public sealed class BertForMaskedLM : MaskedLM
{
    /// <summary>A model without weights.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public BertForMaskedLM(BertConfig config) : base(nameof(BertForMaskedLM))
    {
        Config = config.Checked();
        bert = new BertModel(config, pooled: false);
        cls = new BertOnlyMLMHead(config, bert.embeddings.word_embeddings.weight);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public BertModel bert { get; private set; }

    /// <summary>Hidden states to logits.</summary>
    public BertOnlyMLMHead cls { get; private set; }

    /// <inheritdoc/>
    public override BertConfig Config { get; }

    internal override string BaseModelPrefix => "bert";

    private protected override nn.Module<EncoderInput, IReadOnlyList<Tensor>> Encoder => bert;

    /// <inheritdoc/>
    public override Tensor logits(Tensor hidden) => cls.call(hidden);

    // Files of the pretrained model also hold what predicts the next sentence, and its pooler.
    internal override bool IsDerived(string name) =>
        base.IsDerived(name) || BertOnlyMLMHead.IsDerived(name, Config) || name.StartsWith("bert.pooler.", StringComparison.Ordinal)
        || name.StartsWith("cls.seq_relationship.", StringComparison.Ordinal);
}

/// <summary>The encoder without its head.</summary>
public sealed class BertModel : nn.Module<EncoderInput, IReadOnlyList<Tensor>>
{
    /// <summary>An encoder.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="pooled">Whether there is a pooler behind it.</param>
    public BertModel(BertConfig config, bool pooled) : base(nameof(BertModel))
    {
        embeddings = new TextEmbeddings(config);
        encoder = new BertEncoder(config);
        pooler = pooled ? new BertPooler(config.HiddenSize) : null;
        RegisterComponents();
    }

    /// <summary>Tokens to vectors.</summary>
    public TextEmbeddings embeddings { get; private set; }

    /// <summary>The layers.</summary>
    public BertEncoder encoder { get; private set; }

    /// <summary>What classifiers look at, or null.</summary>
    public BertPooler? pooler { get; private set; }

    /// <summary>The states in front of the first layer and behind each layer; see <see cref="EncoderModel.hidden_states"/>.</summary>
    public override IReadOnlyList<Tensor> forward(EncoderInput input)
    {
        using var scope = torch.NewDisposeScope();
        // A prefix takes the first positions.
        var first = input.Prefix?.Length ?? 0;
        var positions = torch.arange(first, first + input.InputIds.shape[1], ScalarType.Int64);
        var states = encoder.call(embeddings.call(input.InputIds, positions, input.TokenTypeIds), input);
        scope.MoveToOuter(states);
        return states;
    }
}

/// <summary>The layers of BERT and RoBERTa.</summary>
public sealed class BertEncoder : nn.Module<Tensor, EncoderInput, IReadOnlyList<Tensor>>
{
    /// <summary>Layers.</summary>
    public BertEncoder(EncoderConfig config) : base(nameof(BertEncoder))
    {
        layer = nn.ModuleList([.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => new BertLayer(config))]);
        RegisterComponents();
    }

    /// <summary>First to last.</summary>
    public ModuleList<BertLayer> layer { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c>, and the text for its mask, to that and the states behind each layer.</summary>
    public override IReadOnlyList<Tensor> forward(Tensor hidden, EncoderInput input)
    {
        using var scope = torch.NewDisposeScope();
        var mask = input.ScoreMask(hidden.dtype);
        var states = new List<Tensor> { scope.Attach(hidden) };
        foreach (var (index, one) in layer.Index())
        {
            var front = input.Prefix?.Layers[index];
            states.Add(Checkpoint.Through(
                input.Checkpointed, one, tensors => one.call(tensors[0]!, tensors[1], tensors[2] is null ? null : new LayerPrefix(tensors[2]!, tensors[3]!)),
                states[^1], mask, front?.Key, front?.Value));
        }
        scope.MoveToOuter(states);
        return states;
    }
}

/// <summary>One layer: norm(x + attention(x)), then norm(x + mlp(x)).</summary>
public sealed class BertLayer : nn.Module<Tensor, Tensor?, LayerPrefix?, Tensor>
{
    /// <summary>A layer.</summary>
    public BertLayer(EncoderConfig config) : base(nameof(BertLayer))
    {
        attention = new BertAttention(config);
        intermediate = new DenseActivation(config.HiddenSize, config.IntermediateSize, config.HiddenAct);
        output = new DenseNorm(config.IntermediateSize, config.HiddenSize, config.LayerNormEps, config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>Mixes positions.</summary>
    public BertAttention attention { get; private set; }

    /// <summary>The first half of the feed-forward block.</summary>
    public DenseActivation intermediate { get; private set; }

    /// <summary>Its second half.</summary>
    public DenseNorm output { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c>, what is added to the scores, and what stands in front, to the same shape.</summary>
    public override Tensor forward(Tensor hidden, Tensor? mask, LayerPrefix? prefix)
    {
        using var scope = torch.NewDisposeScope();
        var attended = attention.call(hidden, mask, prefix);
        return scope.MoveToOuter(output.call(intermediate.call(attended), attended));
    }
}

/// <summary>Attention and its way back to the residual stream.</summary>
public sealed class BertAttention : nn.Module<Tensor, Tensor?, LayerPrefix?, Tensor>
{
    /// <summary>The attention of one layer.</summary>
    public BertAttention(EncoderConfig config) : base(nameof(BertAttention))
    {
        self = new SelfAttention(config.HiddenSize, config.NumAttentionHeads, config.AttentionProbsDropoutProb);
        output = new DenseNorm(config.HiddenSize, config.HiddenSize, config.LayerNormEps, config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>The heads.</summary>
    public SelfAttention self { get; private set; }

    /// <summary>Projection, residual and norm.</summary>
    public DenseNorm output { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c>, what is added to the scores, and what stands in front, to the same shape.</summary>
    public override Tensor forward(Tensor hidden, Tensor? mask, LayerPrefix? prefix)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(output.call(self.call(hidden, mask, prefix), hidden));
    }
}

/// <summary>tanh(dense(x₀)) of the first token.</summary>
public sealed class BertPooler : nn.Module<Tensor, Tensor>
{
    /// <summary>A pooler.</summary>
    public BertPooler(long hidden) : base(nameof(BertPooler))
    {
        dense = Unfilled.Linear(hidden, hidden);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to <c>[batch, hidden]</c>.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(dense.call(hidden.select(1, 0)).tanh());
    }
}
