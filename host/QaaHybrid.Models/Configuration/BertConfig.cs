using System.Diagnostics.CodeAnalysis;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a BERT.</summary>
public sealed record BertConfig : EncoderConfig
{
    /// <summary>A BERT.</summary>
    public BertConfig() : base(nameof(BertForMaskedLM), "bert") => PadTokenId = 0;

    [SetsRequiredMembers]
    internal BertConfig(JsonFile json) : base(nameof(BertForMaskedLM), "bert", json)
    {
        PadTokenId = 0;
        if (json.Text("position_embedding_type", "absolute") != "absolute")
            throw json["position_embedding_type"].Unsupported("the kind of positions", "absolute");
    }
    /// <inheritdoc/>
    public override KeyValueShape? KeyValues => new KeyValueShape(NumHiddenLayers, NumAttentionHeads, HiddenSize / NumAttentionHeads);
}
