namespace QaaHybrid.Models;

// The RoBERTa encoder (Liu et al. 2019, arXiv:1907.11692) from top to bottom: BERT's layers under other positions and heads. Names of fields are Hugging
// Face's: they are the names of the weights (roberta.encoder.layer.0.attention.self.query.weight …) and those by which adapters find their places.

/// <summary>A RoBERTa with a classifier over the first token.</summary>
public sealed class RobertaForSequenceClassification : SequenceClassification
{
    /// <summary>A model without weights.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public RobertaForSequenceClassification(RobertaConfig config) : base(nameof(RobertaForSequenceClassification))
    {
        Config = config.Checked().WithLabels();
        roberta = new RobertaModel(config);
        classifier = new RobertaClassificationHead(Config);
        RegisterComponents();
    }

    /// <summary>Everything but the classifier.</summary>
    public RobertaModel roberta { get; private set; }

    /// <summary>Hidden states to scores of the labels.</summary>
    public RobertaClassificationHead classifier { get; private set; }

    /// <inheritdoc/>
    public override RobertaConfig Config { get; }

    internal override string BaseModelPrefix => "roberta";

    private protected override nn.Module<EncoderInput, IReadOnlyList<Tensor>> Encoder => roberta;

    private protected override Tensor Classify(Tensor hidden) => classifier.call(hidden);

    internal override bool IsDerived(string name) => base.IsDerived(name) || RobertaModel.IsUnused(name);
}

/// <summary>A RoBERTa with a masked-language head.</summary>
public sealed class RobertaForMaskedLM : MaskedLM
{
    /// <summary>A model without weights.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public RobertaForMaskedLM(RobertaConfig config) : base(nameof(RobertaForMaskedLM))
    {
        Config = config.Checked();
        roberta = new RobertaModel(config);
        lm_head = new RobertaLMHead(config, roberta.embeddings.word_embeddings.weight);
        RegisterComponents();
    }

    /// <summary>Everything but the head.</summary>
    public RobertaModel roberta { get; private set; }

    /// <summary>Hidden states to logits.</summary>
    public RobertaLMHead lm_head { get; private set; }

    /// <inheritdoc/>
    public override RobertaConfig Config { get; }

    internal override string BaseModelPrefix => "roberta";

    private protected override nn.Module<EncoderInput, IReadOnlyList<Tensor>> Encoder => roberta;

    /// <inheritdoc/>
    public override Tensor logits(Tensor hidden) => lm_head.call(hidden);

    internal override bool IsDerived(string name) => base.IsDerived(name) || RobertaModel.IsUnused(name)
        || name == "lm_head.decoder.bias" || Config.TieWordEmbeddings && name == "lm_head.decoder.weight";
}

/// <summary>The encoder without its head.</summary>
public sealed class RobertaModel : nn.Module<EncoderInput, IReadOnlyList<Tensor>>
{
    private readonly int padding;

    /// <summary>An encoder.</summary>
    public RobertaModel(RobertaConfig config) : base(nameof(RobertaModel))
    {
        padding = config.PaddingPosition;
        embeddings = new TextEmbeddings(config);
        encoder = new BertEncoder(config);
        RegisterComponents();
    }

    /// <summary>Tokens to vectors.</summary>
    public TextEmbeddings embeddings { get; private set; }

    /// <summary>The layers.</summary>
    public BertEncoder encoder { get; private set; }

    /// <summary>The states in front of the first layer and behind each layer; see <see cref="EncoderModel.hidden_states"/>.</summary>
    public override IReadOnlyList<Tensor> forward(EncoderInput input)
    {
        using var scope = torch.NewDisposeScope();
        // Positions count tokens from pad_token_id + 1, behind a prefix; filling has pad_token_id. Texts of a pair are told apart by the tokens between them: all are
        // of kind 0.
        var tokens = input.InputIds.ne(padding).to(ScalarType.Int64);
        var positions = (tokens.cumsum(1) + (input.Prefix?.Length ?? 0)) * tokens + padding;
        var states = encoder.call(embeddings.call(input.InputIds, positions, null), input);
        scope.MoveToOuter(states);
        return states;
    }

    /// <summary>Published files have a pooler that was never trained and that no head looks at.</summary>
    internal static bool IsUnused(string name) => name.StartsWith("roberta.pooler.", StringComparison.Ordinal);
}

/// <summary>out_proj(tanh(dense(x₀))) of the first token.</summary>
public sealed class RobertaClassificationHead : nn.Module<Tensor, Tensor>
{
    /// <summary>A head.</summary>
    public RobertaClassificationHead(RobertaConfig config) : base(nameof(RobertaClassificationHead))
    {
        dense = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        dropout = nn.Dropout(config.ClassifierDropout ?? config.HiddenDropoutProb);
        out_proj = Unfilled.Linear(config.HiddenSize, config.Labels.Count);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary>Dropout in front of both layers.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[…, hidden]</c> → <c>[…, labels]</c>.</summary>
    public nn.Module<Tensor, Tensor> out_proj { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to <c>[batch, labels]</c>.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(out_proj.call(dropout.call(dense.call(dropout.call(hidden.select(1, 0))).tanh())));
    }
}

/// <summary>E norm(gelu(dense(x))) + b, with the token embedding E.</summary>
public sealed class RobertaLMHead : nn.Module<Tensor, Tensor>
{
    /// <summary>A head.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="embedding">The weight of the token embedding, which the head shares where the configuration says so.</param>
    public RobertaLMHead(RobertaConfig config, Parameter embedding) : base(nameof(RobertaLMHead))
    {
        dense = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        layer_norm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        decoder = TiedLinear.Or(config, embedding);
        bias = Unfilled.Parameter(config.VocabSize);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary>The norm in front of the vocabulary.</summary>
    public LayerNorm layer_norm { get; private set; }

    /// <summary><c>[…, hidden]</c> → <c>[…, vocabulary]</c>; shares the weight of the embedding where the configuration says so.</summary>
    public nn.Module<Tensor, Tensor> decoder { get; private set; }

    /// <summary>b, <c>[vocabulary]</c>.</summary>
    public Parameter bias { get; private set; }

    /// <summary><c>[…, hidden]</c> to <c>[…, vocabulary]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(decoder.call(layer_norm.call(dense.call(input).gelu())) + bias);
    }
}
