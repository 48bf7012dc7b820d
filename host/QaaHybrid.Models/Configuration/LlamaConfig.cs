using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a Llama (1 to 3, TinyLlama, SmolLM); base of the families that vary it.</summary>
public record LlamaConfig : TextConfig
{
    /// <summary>A Llama.</summary>
    public LlamaConfig() : this(nameof(LlamaForCausalLM), "llama")
    {
    }

    private protected LlamaConfig(string architecture, string modelType) : base(architecture, modelType)
    {
    }

    /// <summary>Reads a <c>config.json</c>.</summary>
    [SetsRequiredMembers]
    internal LlamaConfig(JsonFile json) : this(nameof(LlamaForCausalLM), "llama", json)
    {
        AttentionBias = json.Flag("attention_bias", false);
        MlpBias = json.Flag("mlp_bias", false);
    }

    /// <summary>Reads what all families of this shape have in common.</summary>
    /// <param name="architecture">The family's model.</param>
    /// <param name="modelType">The family.</param>
    /// <param name="json">The file.</param>
    /// <param name="positions">What a missing max_position_embeddings means.</param>
    /// <param name="headDim">What a missing head_dim means; 0: it follows from the rest.</param>
    [SetsRequiredMembers]
    private protected LlamaConfig(string architecture, string modelType, JsonFile json, int positions = 2048, int headDim = 0) : base(architecture, modelType)
    {
        if (json["hidden_act"] is { HasValue: true } activation && activation.Text() != "silu")
            throw activation.Unsupported("the activation", "silu");
        VocabSize = json.Required("vocab_size").Integer(1);
        HiddenSize = json.Required("hidden_size").Integer(1);
        IntermediateSize = json.Required("intermediate_size").Integer(1);
        NumHiddenLayers = json.Required("num_hidden_layers").Integer(1);
        NumAttentionHeads = json.Required("num_attention_heads").Integer(1);
        NumKeyValueHeads = json.Integer("num_key_value_heads", NumAttentionHeads, 1);
        HeadDim = json.Integer("head_dim", headDim, 2);
        if (!json["head_dim"].HasValue && headDim == 0 && HiddenSize % NumAttentionHeads != 0)
            throw json["hidden_size"].Bad($"found {HiddenSize}, expected a multiple of num_attention_heads {NumAttentionHeads} where head_dim is not given");
        MaxPositionEmbeddings = json.Integer("max_position_embeddings", positions, 1);
        RmsNormEps = json.Positive("rms_norm_eps", RmsNormEps);
        // Newer files keep both in one object.
        var rope = json["rope_parameters"];
        RopeTheta = rope.Positive("rope_theta", json.Positive("rope_theta", RopeTheta));
        RopeScaling = RopeScaling.Read(rope.HasValue ? rope : json["rope_scaling"], MaxPositionEmbeddings);
        AttentionDropout = json.NotNegative("attention_dropout", 0);
    }

    /// <summary>Width inside the feed-forward block.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of query heads.</summary>
    public required int NumAttentionHeads { get; init; }

    /// <summary>Number of key and value heads; each serves equally many query heads.</summary>
    public required int NumKeyValueHeads { get; init; }

    /// <summary>Width of one head; by default the hidden size divided by the number of query heads.</summary>
    public int HeadDim { get => field > 0 || NumAttentionHeads < 1 ? field : HiddenSize / NumAttentionHeads; init; }

    /// <summary>What is added to the mean square in RMSNorm.</summary>
    public double RmsNormEps { get; init; } = 1e-6;

    /// <summary>Base of the rotary wavelengths.</summary>
    public double RopeTheta { get; init; } = 10000;

    /// <summary>How the rotary frequencies are stretched, or null.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>Whether the four projections of attention have a bias.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>Whether the three projections of the feed-forward block have a bias.</summary>
    public bool MlpBias { get; init; }

    /// <summary>Probability with which an attention weight is dropped in training.</summary>
    public double AttentionDropout { get; init; }

    /// <summary>Whether the projections to queries, keys and values have a bias.</summary>
    internal virtual bool QueryKeyValueBias => AttentionBias;

    /// <summary>Whether the output projection of attention has a bias.</summary>
    internal virtual bool OutputBias => AttentionBias;

    /// <summary>Whether queries and keys are normed in each head.</summary>
    internal virtual bool HeadNorms => false;

    /// <summary>How many of the last tokens, itself included, a token sees in local layers; null where there are none.</summary>
    public int? SlidingWindow { get; init; }

    /// <summary>Whether a layer is local: a token sees the last <see cref="SlidingWindow"/> tokens there.</summary>
    internal virtual bool IsLocal(int layer) => false;

    /// <inheritdoc/>
    public override int MaxPositions => RopeScaling?.MaxPositions(MaxPositionEmbeddings) ?? MaxPositionEmbeddings;

    /// <inheritdoc/>
    public override KeyValueShape? KeyValues => new KeyValueShape(NumHiddenLayers, NumKeyValueHeads, HeadDim);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (IntermediateSize < 1)
            yield return $"intermediate_size is {IntermediateSize}, expected at least 1";
        if (NumAttentionHeads < 1 || NumKeyValueHeads < 1 || NumAttentionHeads % NumKeyValueHeads != 0)
            yield return $"num_attention_heads is {NumAttentionHeads} and num_key_value_heads {NumKeyValueHeads}, expected a multiple";
        else if (HeadDim < 2 || HeadDim % 2 != 0)
            yield return $"head_dim is {HeadDim} (hidden_size {HiddenSize}, num_attention_heads {NumAttentionHeads}), "
                + "expected an even number: rotary positions turn pairs";
        if (!(RmsNormEps > 0) || !(RopeTheta > 0))
            yield return $"rms_norm_eps is {RmsNormEps} and rope_theta {RopeTheta}, expected both above 0";
        if (SlidingWindow < 1)
            yield return $"sliding_window is {SlidingWindow}, expected at least 1";
        if (!(AttentionDropout is >= 0 and < 1))
            yield return $"attention_dropout is {AttentionDropout}, expected at least 0 and below 1";
        foreach (var problem in RopeScaling?.Problems(HeadDim) ?? [])
            yield return problem;
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("vocab_size", VocabSize);
        json.WriteNumber("hidden_size", HiddenSize);
        json.WriteNumber("intermediate_size", IntermediateSize);
        json.WriteNumber("num_hidden_layers", NumHiddenLayers);
        json.WriteNumber("num_attention_heads", NumAttentionHeads);
        json.WriteNumber("num_key_value_heads", NumKeyValueHeads);
        json.WriteNumber("head_dim", HeadDim);
        json.WriteNumber("max_position_embeddings", MaxPositionEmbeddings);
        json.WriteString("hidden_act", "silu");
        json.WriteNumber("rms_norm_eps", RmsNormEps);
        json.WriteNumber("rope_theta", RopeTheta);
        RopeScaling.Write(json, RopeScaling);
        json.WriteNumber("attention_dropout", AttentionDropout);
        WriteOptions(json);
    }

    /// <summary>Writes the keys in which the families of this shape differ.</summary>
    private protected virtual void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteBoolean("attention_bias", AttentionBias);
        json.WriteBoolean("mlp_bias", MlpBias);
    }
}
