using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The configuration of an encoder of texts: what BERT and its descendants have in common.</summary>
public abstract record EncoderConfig : TextConfig
{
    private protected EncoderConfig(string architecture, string modelType) : base(architecture, modelType)
    {
        MaxPositionEmbeddings = 512;
        TieWordEmbeddings = true;
    }

    [SetsRequiredMembers]
    private protected EncoderConfig(string architecture, string modelType, JsonFile json) : this(architecture, modelType)
    {
        VocabSize = json.Required("vocab_size").Integer(1);
        HiddenSize = json.Required("hidden_size").Integer(1);
        NumHiddenLayers = json.Required("num_hidden_layers").Integer(1);
        NumAttentionHeads = json.Required("num_attention_heads").Integer(1);
        IntermediateSize = json.Required("intermediate_size").Integer(1);
    }

    /// <summary>Number of heads.</summary>
    public required int NumAttentionHeads { get; init; }

    /// <summary>Width inside the feed-forward block.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Kinds of tokens: 2 where the first and the second text of a pair differ.</summary>
    public int TypeVocabSize { get; init; } = 2;

    /// <summary>The activation of the feed-forward block.</summary>
    public string HiddenAct { get; init; } = "gelu";

    /// <summary>What is added to the variance in norms.</summary>
    public double LayerNormEps { get; init; } = 1e-12;

    /// <summary>Probability with which, in training, an element of the embeddings and of what is added to the residual stream is dropped.</summary>
    public double HiddenDropoutProb { get; init; } = 0.1;

    /// <summary>Probability with which, in training, an attention weight is dropped.</summary>
    public double AttentionProbsDropoutProb { get; init; } = 0.1;

    /// <summary>Probability with which, in training, an element in front of the classifier is dropped; null takes <see cref="HiddenDropoutProb"/>.</summary>
    public double? ClassifierDropout { get; init; }

    /// <summary>The key of <see cref="ClassifierDropout"/>.</summary>
    private protected virtual string ClassifierDropoutKey => "classifier_dropout";

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (IntermediateSize < 1)
            yield return $"intermediate_size is {IntermediateSize}, expected at least 1";
        if (NumAttentionHeads < 1 || HiddenSize % NumAttentionHeads != 0)
            yield return $"hidden_size is {HiddenSize} and num_attention_heads {NumAttentionHeads}, expected a multiple";
        foreach (var (key, p) in ((string, double)[])[("hidden_dropout_prob", HiddenDropoutProb), ("attention_probs_dropout_prob", AttentionProbsDropoutProb), (ClassifierDropoutKey, ClassifierDropout ?? 0)])
            if (!(p is >= 0 and < 1))
                yield return $"{key} is {p}, expected at least 0 and below 1";
    }

    /// <inheritdoc/>
    private protected override PretrainedConfig WithShared(JsonFile json)
    {
        var shared = (EncoderConfig)base.WithShared(json);
        return shared with
        {
            MaxPositionEmbeddings = json.Integer("max_position_embeddings", MaxPositionEmbeddings, 1),
            TypeVocabSize = json.Integer("type_vocab_size", TypeVocabSize),
            HiddenAct = Activation.Read(json, "hidden_act", HiddenAct),
            LayerNormEps = json.Positive("layer_norm_eps", LayerNormEps),
            HiddenDropoutProb = json.NotNegative("hidden_dropout_prob", HiddenDropoutProb),
            AttentionProbsDropoutProb = json.NotNegative("attention_probs_dropout_prob", AttentionProbsDropoutProb),
            ClassifierDropout = json[ClassifierDropoutKey].HasValue ? json.NotNegative(ClassifierDropoutKey, 0) : null,
            PadTokenId = json["pad_token_id"].HasValue ? shared.PadTokenId : PadTokenId,
        };
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("vocab_size", VocabSize);
        json.WriteNumber("hidden_size", HiddenSize);
        json.WriteNumber("num_hidden_layers", NumHiddenLayers);
        json.WriteNumber("num_attention_heads", NumAttentionHeads);
        json.WriteNumber("intermediate_size", IntermediateSize);
        json.WriteNumber("max_position_embeddings", MaxPositionEmbeddings);
        json.WriteNumber("type_vocab_size", TypeVocabSize);
        json.WriteString("hidden_act", HiddenAct);
        json.WriteNumber("layer_norm_eps", LayerNormEps);
        json.WriteNumber("hidden_dropout_prob", HiddenDropoutProb);
        json.WriteNumber("attention_probs_dropout_prob", AttentionProbsDropoutProb);
        if (ClassifierDropout is { } p)
            json.WriteNumber(ClassifierDropoutKey, p);
    }
}
