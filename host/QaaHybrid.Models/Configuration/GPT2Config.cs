using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a GPT-2. Its keys have older names: <c>n_embd</c>, <c>n_layer</c>, <c>n_head</c>, <c>n_positions</c>.</summary>
public sealed record GPT2Config : TextConfig
{
    /// <summary>A GPT-2.</summary>
    public GPT2Config() : base(nameof(GPT2LMHeadModel), "gpt2")
    {
        MaxPositionEmbeddings = 1024;
        TieWordEmbeddings = true;
    }

    [SetsRequiredMembers]
    internal GPT2Config(JsonFile json) : this()
    {
        VocabSize = json.Required("vocab_size").Integer(1);
        HiddenSize = json.Required("n_embd").Integer(1);
        NumHiddenLayers = json.Required("n_layer").Integer(1);
        NumAttentionHeads = json.Required("n_head").Integer(1);
        MaxPositionEmbeddings = json.Integer("n_positions", MaxPositionEmbeddings, 1);
        InnerSize = json.Integer("n_inner", 0, 1);
        ActivationFunction = Activation.Read(json, "activation_function", ActivationFunction);
        LayerNormEpsilon = json.Positive("layer_norm_epsilon", LayerNormEpsilon);
        ScaleAttnWeights = json.Flag("scale_attn_weights", ScaleAttnWeights);
        ScaleAttnByInverseLayerIdx = json.Flag("scale_attn_by_inverse_layer_idx", false);
        ResidPdrop = json.NotNegative("resid_pdrop", ResidPdrop);
        EmbdPdrop = json.NotNegative("embd_pdrop", EmbdPdrop);
        AttnPdrop = json.NotNegative("attn_pdrop", AttnPdrop);
    }

    /// <summary>Number of heads.</summary>
    public required int NumAttentionHeads { get; init; }

    /// <summary>Width inside the feed-forward block; by default four times the hidden size.</summary>
    public int InnerSize { get => field > 0 ? field : 4 * HiddenSize; init; }

    /// <summary>The activation of the feed-forward block.</summary>
    public string ActivationFunction { get; init; } = "gelu_new";

    /// <summary>What is added to the variance in norms.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-5;

    /// <summary>Whether scores are divided by the root of a head's width.</summary>
    public bool ScaleAttnWeights { get; init; } = true;

    /// <summary>Whether scores are divided by the layer's number, from 1.</summary>
    public bool ScaleAttnByInverseLayerIdx { get; init; }

    /// <summary>Probability with which, in training, an element of what is added to the residual stream is dropped.</summary>
    public double ResidPdrop { get; init; } = 0.1;

    /// <summary>Probability with which, in training, an element of the embeddings is dropped.</summary>
    public double EmbdPdrop { get; init; } = 0.1;

    /// <summary>Probability with which, in training, an attention weight is dropped.</summary>
    public double AttnPdrop { get; init; } = 0.1;

    /// <inheritdoc/>
    public override KeyValueShape? KeyValues => new KeyValueShape(NumHiddenLayers, NumAttentionHeads, HiddenSize / NumAttentionHeads);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (NumAttentionHeads < 1 || HiddenSize % NumAttentionHeads != 0)
            yield return $"n_embd is {HiddenSize} and n_head {NumAttentionHeads}, expected a multiple";
        foreach (var (key, p) in ((string, double)[])[("resid_pdrop", ResidPdrop), ("embd_pdrop", EmbdPdrop), ("attn_pdrop", AttnPdrop)])
            if (!(p is >= 0 and < 1))
                yield return $"{key} is {p}, expected at least 0 and below 1";
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("vocab_size", VocabSize);
        json.WriteNumber("n_embd", HiddenSize);
        json.WriteNumber("n_layer", NumHiddenLayers);
        json.WriteNumber("n_head", NumAttentionHeads);
        json.WriteNumber("n_positions", MaxPositionEmbeddings);
        json.WriteNumber("n_inner", InnerSize);
        json.WriteString("activation_function", ActivationFunction);
        json.WriteNumber("layer_norm_epsilon", LayerNormEpsilon);
        json.WriteBoolean("scale_attn_weights", ScaleAttnWeights);
        json.WriteBoolean("scale_attn_by_inverse_layer_idx", ScaleAttnByInverseLayerIdx);
        json.WriteNumber("resid_pdrop", ResidPdrop);
        json.WriteNumber("embd_pdrop", EmbdPdrop);
        json.WriteNumber("attn_pdrop", AttnPdrop);
    }
}
