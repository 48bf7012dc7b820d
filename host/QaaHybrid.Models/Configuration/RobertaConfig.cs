using System.Diagnostics.CodeAnalysis;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a RoBERTa.</summary>
public sealed record RobertaConfig : EncoderConfig
{
    /// <summary>A RoBERTa.</summary>
    public RobertaConfig() : base(nameof(RobertaForMaskedLM), "roberta") => PadTokenId = 1;

    [SetsRequiredMembers]
    internal RobertaConfig(JsonFile json) : base(nameof(RobertaForMaskedLM), "roberta", json)
    {
        PadTokenId = 1;
        if (json.Text("position_embedding_type", "absolute") != "absolute")
            throw json["position_embedding_type"].Unsupported("the kind of positions", "absolute");
    }

    /// <summary>The row of the position embedding that filling has; the first token has the next one.</summary>
    internal int PaddingPosition => PadTokenId ?? throw new InvalidOperationException("pad_token_id is missing: positions are counted from it");

    /// <inheritdoc/>
    public override int MaxPositions => MaxPositionEmbeddings - 1 - PaddingPosition;

    /// <inheritdoc/>
    public override KeyValueShape? KeyValues => new KeyValueShape(NumHiddenLayers, NumAttentionHeads, HiddenSize / NumAttentionHeads);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (PadTokenId is null)
            yield return "pad_token_id is missing: positions are counted from it";
        else if (MaxPositions < 1)
            yield return $"max_position_embeddings is {MaxPositionEmbeddings} and pad_token_id {PadTokenId}, expected at least two more: positions are counted from pad_token_id + 1";
    }
}
