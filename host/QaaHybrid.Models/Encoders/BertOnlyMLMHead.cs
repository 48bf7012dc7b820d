namespace QaaHybrid.Models;

/// <summary>The masked-language head of BERT and DeBERTa, under the name that their files give it.</summary>
public sealed class BertOnlyMLMHead : nn.Module<Tensor, Tensor>
{
    /// <summary>A head.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="embedding">The weight of the token embedding, which the head shares where the configuration says so.</param>
    public BertOnlyMLMHead(EncoderConfig config, Parameter embedding) : base(nameof(BertOnlyMLMHead))
    {
        predictions = new BertLMPredictionHead(config, embedding);
        RegisterComponents();
    }

    /// <summary>The head itself.</summary>
    public BertLMPredictionHead predictions { get; private set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => predictions.call(input);

    /// <summary>Some writers store shared weights twice.</summary>
    internal static bool IsDerived(string name, EncoderConfig config) =>
        name == "cls.predictions.decoder.bias" || config.TieWordEmbeddings && name == "cls.predictions.decoder.weight";
}

/// <summary>E norm(act(dense(x))) + b, with the token embedding E.</summary>
public sealed class BertLMPredictionHead : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc cref="BertOnlyMLMHead(EncoderConfig, Parameter)"/>
    public BertLMPredictionHead(EncoderConfig config, Parameter embedding) : base(nameof(BertLMPredictionHead))
    {
        transform = new BertPredictionHeadTransform(config);
        decoder = TiedLinear.Or(config, embedding);
        bias = Unfilled.Parameter(config.VocabSize);
        RegisterComponents();
    }

    /// <summary>What stands between the last layer and the vocabulary.</summary>
    public BertPredictionHeadTransform transform { get; private set; }

    /// <summary><c>[…, hidden]</c> → <c>[…, vocabulary]</c>; shares the weight of the embedding where the configuration says so.</summary>
    public nn.Module<Tensor, Tensor> decoder { get; private set; }

    /// <summary>b, <c>[vocabulary]</c>.</summary>
    public Parameter bias { get; private set; }

    /// <summary><c>[…, hidden]</c> to <c>[…, vocabulary]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(decoder.call(transform.call(input)) + bias);
    }
}

/// <summary>norm(act(dense(x))).</summary>
public sealed class BertPredictionHeadTransform : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> act;

    /// <summary>The part of a head that is not the vocabulary's.</summary>
    public BertPredictionHeadTransform(EncoderConfig config) : base(nameof(BertPredictionHeadTransform))
    {
        act = Activation.Of(config.HiddenAct);
        dense = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        LayerNorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary>The norm of the result.</summary>
    public LayerNorm LayerNorm { get; private set; }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(LayerNorm.call(act(dense.call(input))));
    }
}
