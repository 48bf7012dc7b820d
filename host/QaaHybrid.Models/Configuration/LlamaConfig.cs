using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a Llama-family decoder; the keys are Hugging Face's.</summary>
public sealed record LlamaConfig : PretrainedConfig
{
    /// <summary>The name under <c>architectures</c>.</summary>
    public const string ArchitectureName = "LlamaForCausalLM";

    /// <inheritdoc/>
    public override string Architecture => ArchitectureName;

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
        if (RopeScaling is { } scaling
            && (!RopeScaling.Types.Contains(scaling.Type) || !(scaling.Factor > 0) || scaling.HighFreqFactor <= scaling.LowFreqFactor))
            yield return $"rope_scaling is {scaling}, expected a type of {string.Join(", ", RopeScaling.Types)}, "
                + "a factor above 0 and high_freq_factor above low_freq_factor";
    }

    internal static LlamaConfig Read(JsonFile json)
    {
        if (json["hidden_act"] is { HasValue: true } activation && activation.Text() != "silu")
            throw activation.Unsupported("the activation", "silu");
        var hidden = json.Required("hidden_size").Integer(1);
        var heads = json.Required("num_attention_heads").Integer(1);
        if (!json["head_dim"].HasValue && hidden % heads != 0)
            throw json["hidden_size"].Bad($"found {hidden}, expected a multiple of num_attention_heads {heads} where head_dim is not given");
        // Newer files keep both in one object.
        var rope = json["rope_parameters"];
        var theta = rope["rope_theta"] is { HasValue: true } inner ? inner : json["rope_theta"];
        var dtype = json["torch_dtype"] is { HasValue: true } older ? older : json["dtype"];
        return new LlamaConfig
        {
            VocabSize = json.Required("vocab_size").Integer(1),
            HiddenSize = hidden,
            IntermediateSize = json.Required("intermediate_size").Integer(1),
            NumHiddenLayers = json.Required("num_hidden_layers").Integer(1),
            NumAttentionHeads = heads,
            NumKeyValueHeads = json["num_key_value_heads"] is { HasValue: true } shared ? shared.Integer(1) : heads,
            HeadDim = json["head_dim"] is { HasValue: true } width ? width.Integer(2) : 0,
            MaxPositionEmbeddings = json["max_position_embeddings"] is { HasValue: true } length ? length.Integer(1) : 2048,
            RmsNormEps = json["rms_norm_eps"] is { HasValue: true } epsilon ? epsilon.Positive() : 1e-6,
            RopeTheta = theta.HasValue ? theta.Positive() : 10000,
            RopeScaling = ReadScaling(rope.HasValue ? rope : json["rope_scaling"]),
            AttentionBias = Flag("attention_bias"),
            MlpBias = Flag("mlp_bias"),
            TieWordEmbeddings = Flag("tie_word_embeddings"),
            InitializerRange = json["initializer_range"] is { HasValue: true } range ? range.Positive() : 0.02,
            BosTokenId = ReadIds(json["bos_token_id"]) is [var bos, ..] ? bos : null,
            EosTokenIds = ReadIds(json["eos_token_id"]),
            PadTokenId = ReadIds(json["pad_token_id"]) is [var pad, ..] ? pad : null,
            TorchDtype = dtype.HasValue ? dtype.Text() : "float32",
        };

        bool Flag(string key) => json[key] is { HasValue: true } value && value.Flag();
    }

    private static RopeScaling? ReadScaling(JsonFile scaling)
    {
        var type = scaling["rope_type"].HasValue ? scaling["rope_type"] : scaling["type"];
        if (!scaling.HasValue || type.HasValue && type.Text() == "default")
            return null;
        if (!type.HasValue || !RopeScaling.Types.Contains(type.Text()))
            throw type.Unsupported("the rotary scaling", ["default", .. RopeScaling.Types]);
        var factor = scaling.Required("factor").Positive();
        if (type.Text() == "linear")
            return new RopeScaling("linear", factor);
        var (low, high) = (scaling.Required("low_freq_factor").Positive(), scaling.Required("high_freq_factor").Positive());
        return new RopeScaling("llama3", factor, low, high, scaling.Required("original_max_position_embeddings").Integer(1));
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        json.WriteString("model_type", "llama");
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
        WriteScaling(json);
        json.WriteBoolean("attention_bias", AttentionBias);
        json.WriteBoolean("mlp_bias", MlpBias);
        json.WriteBoolean("tie_word_embeddings", TieWordEmbeddings);
        json.WriteNumber("initializer_range", InitializerRange);
        WriteTokens(json);
    }

    private void WriteScaling(Utf8JsonWriter json)
    {
        if (RopeScaling is null)
        {
            json.WriteNull("rope_scaling");
            return;
        }
        json.WriteStartObject("rope_scaling");
        json.WriteString("rope_type", RopeScaling.Type);
        json.WriteNumber("factor", RopeScaling.Factor);
        if (RopeScaling.Type == "llama3")
        {
            json.WriteNumber("low_freq_factor", RopeScaling.LowFreqFactor);
            json.WriteNumber("high_freq_factor", RopeScaling.HighFreqFactor);
            json.WriteNumber("original_max_position_embeddings", RopeScaling.OriginalMaxPositionEmbeddings);
        }
        json.WriteEndObject();
    }
}
