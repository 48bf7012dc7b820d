using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a Qwen3: a Qwen2 that norms the heads of queries and keys in place of their biases.</summary>
public sealed record Qwen3Config : Qwen2Config
{
    /// <summary>A Qwen3.</summary>
    public Qwen3Config() : base(nameof(Qwen3ForCausalLM), "qwen3")
    {
    }

    [SetsRequiredMembers]
    internal Qwen3Config(JsonFile json) : base(nameof(Qwen3ForCausalLM), "qwen3", json, headDim: 128) =>
        AttentionBias = json.Flag("attention_bias", false);

    internal override bool QueryKeyValueBias => AttentionBias;

    internal override bool OutputBias => AttentionBias;

    internal override bool HeadNorms => true;

    /// <inheritdoc/>
    private protected override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteBoolean("attention_bias", AttentionBias);
        base.WriteOptions(json);
    }
}
