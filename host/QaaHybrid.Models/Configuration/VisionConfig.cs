using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The configuration of a model that sees images as rows of square patches.</summary>
public abstract record VisionConfig : PretrainedConfig
{
    private protected VisionConfig(string architecture, string modelType) : base(architecture, modelType)
    {
    }

    [SetsRequiredMembers]
    private protected VisionConfig(string architecture, string modelType, JsonFile json) : this(architecture, modelType)
    {
        HiddenSize = json.Required("hidden_size").Integer(1);
        NumHiddenLayers = json.Required("num_hidden_layers").Integer(1);
        NumAttentionHeads = json.Required("num_attention_heads").Integer(1);
    }

    /// <summary>Number of heads.</summary>
    public required int NumAttentionHeads { get; init; }

    /// <summary>Height and width of the images that the position embeddings are made for, in pixels. Others are possible: positions are interpolated.</summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>Height and width of a patch, in pixels.</summary>
    public int PatchSize { get; init; } = 16;

    /// <summary>Channels of an image.</summary>
    public int NumChannels { get; init; } = 3;

    /// <summary>The activation of the feed-forward block.</summary>
    public string HiddenAct { get; init; } = "gelu";

    /// <summary>Whether the projections of queries, keys and values have a bias.</summary>
    public bool QkvBias { get; init; } = true;

    /// <summary>What is added to the variance in norms.</summary>
    public double LayerNormEps { get; init; } = 1e-12;

    /// <summary>Probability with which, in training, an element of the embeddings and of what is added to the residual stream is dropped.</summary>
    public double HiddenDropoutProb { get; init; }

    /// <summary>Probability with which, in training, an attention weight is dropped.</summary>
    public double AttentionProbsDropoutProb { get; init; }

    /// <summary>Probability with which, in training, an element in front of the classifier is dropped. A key of our own; Hugging Face drops nothing there.</summary>
    public double ClassifierDropout { get; init; }

    /// <summary>Patches in a row and in a column of <see cref="ImageSize"/>.</summary>
    internal int GridSize => ImageSize / PatchSize;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (NumAttentionHeads < 1 || HiddenSize % NumAttentionHeads != 0)
            yield return $"hidden_size is {HiddenSize} and num_attention_heads {NumAttentionHeads}, expected a multiple";
        if (PatchSize < 1 || ImageSize < PatchSize)
            yield return $"image_size is {ImageSize} and patch_size {PatchSize}, expected an image of at least one patch";
        if (NumChannels < 1)
            yield return $"num_channels is {NumChannels}, expected at least 1";
        foreach (var (key, p) in ((string, double)[])[
            ("hidden_dropout_prob", HiddenDropoutProb), ("attention_probs_dropout_prob", AttentionProbsDropoutProb), ("classifier_dropout", ClassifierDropout)])
            if (!(p is >= 0 and < 1))
                yield return $"{key} is {p}, expected at least 0 and below 1";
    }

    /// <inheritdoc/>
    private protected override PretrainedConfig WithShared(JsonFile json) => (VisionConfig)base.WithShared(json) with
    {
        ImageSize = json.Integer("image_size", ImageSize, 1),
        PatchSize = json.Integer("patch_size", PatchSize, 1),
        NumChannels = json.Integer("num_channels", NumChannels, 1),
        HiddenAct = Activation.Read(json, "hidden_act", HiddenAct),
        QkvBias = json.Flag("qkv_bias", QkvBias),
        LayerNormEps = json.Positive("layer_norm_eps", LayerNormEps),
        HiddenDropoutProb = json.NotNegative("hidden_dropout_prob", HiddenDropoutProb),
        AttentionProbsDropoutProb = json.NotNegative("attention_probs_dropout_prob", AttentionProbsDropoutProb),
        ClassifierDropout = json.NotNegative("classifier_dropout", ClassifierDropout),
    };

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("hidden_size", HiddenSize);
        json.WriteNumber("num_hidden_layers", NumHiddenLayers);
        json.WriteNumber("num_attention_heads", NumAttentionHeads);
        json.WriteNumber("image_size", ImageSize);
        json.WriteNumber("patch_size", PatchSize);
        json.WriteNumber("num_channels", NumChannels);
        json.WriteString("hidden_act", HiddenAct);
        json.WriteBoolean("qkv_bias", QkvBias);
        json.WriteNumber("layer_norm_eps", LayerNormEps);
        json.WriteNumber("hidden_dropout_prob", HiddenDropoutProb);
        json.WriteNumber("attention_probs_dropout_prob", AttentionProbsDropoutProb);
        if (ClassifierDropout > 0)
            json.WriteNumber("classifier_dropout", ClassifierDropout);
    }
}
