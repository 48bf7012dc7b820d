using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a Mistral: a Llama whose layers may all be local.</summary>
public sealed record MistralConfig : LlamaConfig
{
    /// <summary>A Mistral.</summary>
    public MistralConfig() : base(nameof(MistralForCausalLM), "mistral")
    {
    }

    [SetsRequiredMembers]
    internal MistralConfig(JsonFile json) : base(nameof(MistralForCausalLM), "mistral", json, positions: 131072)
    {
        // The first Mistral's window is meant where the key is missing, and none where it is null.
        var window = json["sliding_window"];
        SlidingWindow = window.HasValue ? window.Integer(1) : window.Element.ValueKind == JsonValueKind.Null ? null : 4096;
    }

    internal override bool IsLocal(int layer) => SlidingWindow is not null;

    /// <inheritdoc/>
    private protected override void WriteOptions(Utf8JsonWriter json)
    {
        if (SlidingWindow is { } window)
            json.WriteNumber("sliding_window", window);
        else
            json.WriteNull("sliding_window");
    }
}
