using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a DeBERTa of the second or third version; both are <c>deberta-v2</c> there.</summary>
public sealed record DebertaV2Config : EncoderConfig
{
    /// <summary>A DeBERTa as version 3 has it.</summary>
    public DebertaV2Config() : base(nameof(DebertaV2ForMaskedLM), "deberta-v2")
    {
        (PadTokenId, TypeVocabSize, LayerNormEps) = (0, 0, 1e-7);
        (RelativeAttention, PositionBiasedInput, PositionBuckets, ShareAttKey, NormRelEbd, PosAttType) = (true, false, 256, true, true, ["p2c", "c2p"]);
    }

    // What a file leaves out is what Hugging Face takes, which is not version 3.
    [SetsRequiredMembers]
    internal DebertaV2Config(JsonFile json) : base(nameof(DebertaV2ForMaskedLM), "deberta-v2", json)
    {
        (PadTokenId, TypeVocabSize, LayerNormEps) = (0, 0, 1e-7);
        RelativeAttention = json.Flag("relative_attention", false);
        PositionBiasedInput = json.Flag("position_biased_input", true);
        // Negative numbers, as the files have them, mean that there are none.
        PositionBuckets = Optional(json["position_buckets"]);
        MaxRelativePositions = Optional(json["max_relative_positions"]);
        ShareAttKey = json.Flag("share_att_key", false);
        NormRelEbd = Words(json["norm_rel_ebd"]).Contains("layer_norm");
        PosAttType = Words(json["pos_att_type"]);
        PoolerHiddenAct = Activation.Read(json, "pooler_hidden_act", PoolerHiddenAct);
        PoolerDropout = json.NotNegative("pooler_dropout", PoolerDropout);
        if (Optional(json["conv_kernel_size"]) > 0)
            throw json["conv_kernel_size"].Unsupported("the convolution beside the first layer", "0");
        if (json.Integer("embedding_size", HiddenSize) != HiddenSize)
            throw json["embedding_size"].Unsupported("the width of the embedding", $"that of the layers, {HiddenSize}");
        if (json.Integer("attention_head_size", HiddenSize / NumAttentionHeads) != HiddenSize / NumAttentionHeads)
            throw json["attention_head_size"].Unsupported("the width of a head", $"hidden_size / num_attention_heads = {HiddenSize / NumAttentionHeads}");
    }

    /// <summary>Whether scores depend on relative positions.</summary>
    public bool RelativeAttention { get; init; }

    /// <summary>Whether absolute positions are added to the tokens.</summary>
    public bool PositionBiasedInput { get; init; }

    /// <summary>Number of buckets of relative positions on each side; 0: a bucket for each position.</summary>
    public int PositionBuckets { get; init; }

    /// <summary>Greatest relative position that is told from greater ones; 0 takes <see cref="TextConfig.MaxPositionEmbeddings"/>.</summary>
    public int MaxRelativePositions { get; init; }

    /// <summary>Whether relative positions go through the projections of queries and keys, or have their own.</summary>
    public bool ShareAttKey { get; init; }

    /// <summary>Whether the embeddings of relative positions go through a norm.</summary>
    public bool NormRelEbd { get; init; }

    /// <summary>What relative positions are compared with: <c>c2p</c>, the queries, and <c>p2c</c>, the keys.</summary>
    public IReadOnlyList<string> PosAttType { get; init; } = [];

    /// <summary>The activation of the pooler.</summary>
    public string PoolerHiddenAct { get; init; } = "gelu";

    /// <summary>Probability with which, in training, an element in front of the pooler is dropped.</summary>
    public double PoolerDropout { get; init; }

    /// <summary>Number of embeddings of relative positions on each side.</summary>
    internal int PositionSpan => PositionBuckets > 0 ? PositionBuckets : GreatestDistance;

    /// <summary>The distance from which on all are the same.</summary>
    internal int GreatestDistance => MaxRelativePositions > 0 ? MaxRelativePositions : MaxPositionEmbeddings;

    /// <summary>Without absolute positions a text may be of any length: distances beyond the greatest are the greatest.</summary>
    public override int MaxPositions => PositionBiasedInput ? MaxPositionEmbeddings : int.MaxValue;

    /// <inheritdoc/>
    private protected override string ClassifierDropoutKey => "cls_dropout";

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (PosAttType.FirstOrDefault(kind => kind is not ("c2p" or "p2c")) is { } unknown)
            yield return $"pos_att_type has '{unknown}', supported: c2p, p2c";
        // Half the buckets are for distances one by one, the logarithms of the others lie between that half and the greatest distance.
        if (RelativeAttention && PositionBuckets > 0 && (PositionBuckets < 4 || PositionBuckets / 2 >= GreatestDistance - 1))
            yield return $"position_buckets is {PositionBuckets} and the greatest distance {GreatestDistance}, expected at least 4 buckets and fewer than twice the distance";
        if (!(PoolerDropout is >= 0 and < 1))
            yield return $"pooler_dropout is {PoolerDropout}, expected at least 0 and below 1";
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        base.Write(json);
        json.WriteBoolean("relative_attention", RelativeAttention);
        json.WriteBoolean("position_biased_input", PositionBiasedInput);
        json.WriteNumber("position_buckets", PositionBuckets > 0 ? PositionBuckets : -1);
        json.WriteNumber("max_relative_positions", MaxRelativePositions > 0 ? MaxRelativePositions : -1);
        json.WriteBoolean("share_att_key", ShareAttKey);
        json.WriteString("norm_rel_ebd", NormRelEbd ? "layer_norm" : "none");
        json.WriteStartArray("pos_att_type");
        foreach (var kind in PosAttType)
            json.WriteStringValue(kind);
        json.WriteEndArray();
        json.WriteString("pooler_hidden_act", PoolerHiddenAct);
        json.WriteNumber("pooler_hidden_size", HiddenSize);
        json.WriteNumber("pooler_dropout", PoolerDropout);
    }

    private static int Optional(JsonFile value) => value.HasValue && !(value.Element.ValueKind == JsonValueKind.Number && value.Element.GetDouble() < 0) ? value.Integer() : 0;

    /// <summary>Words between bars, or a list of words.</summary>
    private static string[] Words(JsonFile value) =>
        !value.HasValue ? []
        : value.Element.ValueKind == JsonValueKind.Array ? [.. value.Items().Select(item => item.Text())]
        : value.Text().ToLowerInvariant().Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
