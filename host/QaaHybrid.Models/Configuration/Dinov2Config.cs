using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a DINOv2.</summary>
public sealed record Dinov2Config : VisionConfig
{
    private const string PoolingKey = "classifier_pooling";

    /// <summary>A DINOv2.</summary>
    public Dinov2Config() : base(nameof(Dinov2ForImageClassification), "dinov2") => LayerNormEps = 1e-6;

    [SetsRequiredMembers]
    internal Dinov2Config(JsonFile json) : base(nameof(Dinov2ForImageClassification), "dinov2", json)
    {
        LayerNormEps = 1e-6;
        MlpRatio = json.Integer("mlp_ratio", MlpRatio, 1);
        LayerscaleValue = json.Positive("layerscale_value", LayerscaleValue);
        UseSwigluFfn = json.Flag("use_swiglu_ffn", false);
        ClassifierPooling = json.Text(PoolingKey, ClassifierPooling);
        if (json.NotNegative("drop_path_rate", 0) > 0)
            throw json["drop_path_rate"].Unsupported("the rate of dropped layers", "0");
    }

    /// <summary>Width inside the feed-forward block, in widths of the hidden states.</summary>
    public int MlpRatio { get; init; } = 4;

    /// <summary>Start value of the factors on what a layer adds.</summary>
    public double LayerscaleValue { get; init; } = 1;

    /// <summary>Whether the feed-forward block is gated, as in the largest model.</summary>
    public bool UseSwigluFfn { get; init; }

    /// <summary>
    /// What the classifier sees: <c>cls_mean</c>, the first token and the mean of all patches, as Hugging Face has it, or <c>cls</c>, the first token alone. A key
    /// of our own.
    /// </summary>
    public string ClassifierPooling { get; init; } = "cls_mean";

    /// <summary>Width inside the feed-forward block; a gated one has two thirds, rounded up to a multiple of 8.</summary>
    internal int InnerSize => UseSwigluFfn ? (int)(HiddenSize * (long)MlpRatio * 2 / 3 + 7) / 8 * 8 : HiddenSize * MlpRatio;

    /// <summary>How many vectors the classifier sees.</summary>
    internal int ClassifierVectors => ClassifierPooling == "cls_mean" ? 2 : 1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (MlpRatio < 1)
            yield return $"mlp_ratio is {MlpRatio}, expected at least 1";
        if (ClassifierPooling is not ("cls_mean" or "cls"))
            yield return $"{PoolingKey} is '{ClassifierPooling}', supported: cls_mean, cls";
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        base.Write(json);
        json.WriteNumber("mlp_ratio", MlpRatio);
        json.WriteNumber("layerscale_value", LayerscaleValue);
        json.WriteBoolean("use_swiglu_ffn", UseSwigluFfn);
        if (ClassifierPooling != "cls_mean")
            json.WriteString(PoolingKey, ClassifierPooling);
    }
}
