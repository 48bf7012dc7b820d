using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a GPT-NeoX or Pythia.</summary>
public sealed record GPTNeoXConfig : TextConfig
{
    /// <summary>A GPT-NeoX.</summary>
    public GPTNeoXConfig() : base(nameof(GPTNeoXForCausalLM), "gpt_neox")
    {
    }

    [SetsRequiredMembers]
    internal GPTNeoXConfig(JsonFile json) : this()
    {
        VocabSize = json.Required("vocab_size").Integer(1);
        HiddenSize = json.Required("hidden_size").Integer(1);
        IntermediateSize = json.Required("intermediate_size").Integer(1);
        NumHiddenLayers = json.Required("num_hidden_layers").Integer(1);
        NumAttentionHeads = json.Required("num_attention_heads").Integer(1);
        MaxPositionEmbeddings = json.Integer("max_position_embeddings", MaxPositionEmbeddings, 1);
        // Newer files keep all that concerns rotary positions in one object.
        var rope = json["rope_parameters"];
        RotaryPct = rope.Positive("partial_rotary_factor", json.Positive("rotary_pct", RotaryPct));
        RotaryEmbBase = rope.Positive("rope_theta", json.Positive("rotary_emb_base", RotaryEmbBase));
        RopeScaling = RopeScaling.Read(rope.HasValue ? rope : json["rope_scaling"], MaxPositionEmbeddings);
        HiddenAct = Activation.Read(json, "hidden_act", HiddenAct);
        LayerNormEps = json.Positive("layer_norm_eps", LayerNormEps);
        UseParallelResidual = json.Flag("use_parallel_residual", UseParallelResidual);
        AttentionBias = json.Flag("attention_bias", AttentionBias);
        AttentionDropout = json.NotNegative("attention_dropout", 0);
        HiddenDropout = json.NotNegative("hidden_dropout", 0);
    }

    /// <summary>Width inside the feed-forward block.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of heads.</summary>
    public required int NumAttentionHeads { get; init; }

    /// <summary>Which part of a head's components is turned by its position.</summary>
    public double RotaryPct { get; init; } = 0.25;

    /// <summary>Base of the rotary wavelengths.</summary>
    public double RotaryEmbBase { get; init; } = 10000;

    /// <summary>How the rotary frequencies are stretched, or null.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>The activation of the feed-forward block.</summary>
    public string HiddenAct { get; init; } = "gelu";

    /// <summary>What is added to the variance in norms.</summary>
    public double LayerNormEps { get; init; } = 1e-5;

    /// <summary>Whether attention and the feed-forward block of a layer both start from the layer's input.</summary>
    public bool UseParallelResidual { get; init; } = true;

    /// <summary>Whether the projections of attention have a bias.</summary>
    public bool AttentionBias { get; init; } = true;

    /// <summary>Probability with which, in training, an attention weight is dropped.</summary>
    public double AttentionDropout { get; init; }

    /// <summary>Probability with which, in training, an element of the embeddings and of what is added to the residual stream is dropped.</summary>
    public double HiddenDropout { get; init; }

    /// <summary>Number of a head's components that are turned.</summary>
    internal int RotaryWidth => (int)(HiddenSize / NumAttentionHeads * RotaryPct);

    /// <inheritdoc/>
    public override int MaxPositions => RopeScaling?.MaxPositions(MaxPositionEmbeddings) ?? MaxPositionEmbeddings;

    /// <inheritdoc/>
    public override KeyValueShape? KeyValues => new KeyValueShape(NumHiddenLayers, NumAttentionHeads, HiddenSize / NumAttentionHeads);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (IntermediateSize < 1)
            yield return $"intermediate_size is {IntermediateSize}, expected at least 1";
        if (NumAttentionHeads < 1 || HiddenSize % NumAttentionHeads != 0)
            yield return $"hidden_size is {HiddenSize} and num_attention_heads {NumAttentionHeads}, expected a multiple";
        else if (!(RotaryPct is > 0 and <= 1) || RotaryWidth < 2 || RotaryWidth % 2 != 0)
            yield return $"rotary_pct is {RotaryPct} of {HiddenSize / NumAttentionHeads} components, expected an even number of at least 2: rotary positions turn pairs";
        else
            foreach (var problem in RopeScaling?.Problems(RotaryWidth) ?? [])
                yield return problem;
        foreach (var (key, p) in ((string, double)[])[("attention_dropout", AttentionDropout), ("hidden_dropout", HiddenDropout)])
            if (!(p is >= 0 and < 1))
                yield return $"{key} is {p}, expected at least 0 and below 1";
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("vocab_size", VocabSize);
        json.WriteNumber("hidden_size", HiddenSize);
        json.WriteNumber("intermediate_size", IntermediateSize);
        json.WriteNumber("num_hidden_layers", NumHiddenLayers);
        json.WriteNumber("num_attention_heads", NumAttentionHeads);
        json.WriteNumber("max_position_embeddings", MaxPositionEmbeddings);
        json.WriteNumber("rotary_pct", RotaryPct);
        json.WriteNumber("rotary_emb_base", RotaryEmbBase);
        RopeScaling.Write(json, RopeScaling);
        json.WriteString("hidden_act", HiddenAct);
        json.WriteNumber("layer_norm_eps", LayerNormEps);
        json.WriteBoolean("use_parallel_residual", UseParallelResidual);
        json.WriteBoolean("attention_bias", AttentionBias);
        json.WriteNumber("attention_dropout", AttentionDropout);
        json.WriteNumber("hidden_dropout", HiddenDropout);
    }
}
