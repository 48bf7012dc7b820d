using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a Qwen2: a Llama with biases at queries, keys and values, and upper layers that may be local.</summary>
public record Qwen2Config : LlamaConfig
{
    private const string Local = "sliding_attention", Global = "full_attention";

    /// <summary>A Qwen2.</summary>
    public Qwen2Config() : base(nameof(Qwen2ForCausalLM), "qwen2")
    {
    }

    private protected Qwen2Config(string architecture, string modelType) : base(architecture, modelType)
    {
    }

    [SetsRequiredMembers]
    internal Qwen2Config(JsonFile json) : this(nameof(Qwen2ForCausalLM), "qwen2", json)
    {
    }

    [SetsRequiredMembers]
    private protected Qwen2Config(string architecture, string modelType, JsonFile json, int headDim = 0)
        : base(architecture, modelType, json, positions: 32768, headDim)
    {
        if (!json.Flag("use_sliding_window", false))
            return;
        SlidingWindow = json.Integer("sliding_window", 4096, 1);
        // Newer files name every layer, older ones the first local one.
        var first = json.Integer("max_window_layers", 28);
        LocalLayers = json["layer_types"] is { HasValue: true } types
            ? [.. types.Items().Select(IsLocalType)]
            : [.. Enumerable.Range(0, NumHiddenLayers).Select(layer => layer >= first)];
    }

    /// <summary>For each layer whether it is local; empty where none is.</summary>
    public IReadOnlyList<bool> LocalLayers { get; init; } = [];

    internal override bool QueryKeyValueBias => true;

    internal override bool OutputBias => false;

    internal override bool IsLocal(int layer) => LocalLayers.Count > 0 && LocalLayers[layer];

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (LocalLayers.Count > 0 && LocalLayers.Count != NumHiddenLayers)
            yield return $"layer_types names {LocalLayers.Count} layers, num_hidden_layers is {NumHiddenLayers}";
        if (LocalLayers.Contains(true) && SlidingWindow is null)
            yield return "layers are local, but there is no sliding_window";
    }

    /// <inheritdoc/>
    private protected override void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteBoolean("use_sliding_window", SlidingWindow is not null);
        if (SlidingWindow is not { } window)
            return;
        json.WriteNumber("sliding_window", window);
        json.WriteNumber("max_window_layers", Enumerable.Range(0, NumHiddenLayers).FirstOrDefault(IsLocal, NumHiddenLayers));
        json.WriteStartArray("layer_types");
        for (var layer = 0; layer < NumHiddenLayers; layer++)
            json.WriteStringValue(IsLocal(layer) ? Local : Global);
        json.WriteEndArray();
    }

    private static bool IsLocalType(JsonFile type) => type.Text() is Local or Global ? type.Text() == Local : throw type.Unsupported("the layer type", Global, Local);
}
