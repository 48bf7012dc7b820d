using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a GPT-Neo.</summary>
public sealed record GPTNeoConfig : TextConfig
{
    /// <summary>A GPT-Neo.</summary>
    public GPTNeoConfig() : base(nameof(GPTNeoForCausalLM), "gpt_neo") => TieWordEmbeddings = true;

    [SetsRequiredMembers]
    internal GPTNeoConfig(JsonFile json) : this()
    {
        VocabSize = json.Required("vocab_size").Integer(1);
        HiddenSize = json.Required("hidden_size").Integer(1);
        NumHiddenLayers = json.Required("num_layers").Integer(1);
        NumHeads = json.Required("num_heads").Integer(1);
        MaxPositionEmbeddings = json.Integer("max_position_embeddings", MaxPositionEmbeddings, 1);
        IntermediateSize = json.Integer("intermediate_size", 0, 1);
        WindowSize = json.Integer("window_size", WindowSize, 1);
        LocalLayers = [.. ReadLayers(json)];
        ActivationFunction = Activation.Read(json, "activation_function", ActivationFunction);
        LayerNormEpsilon = json.Positive("layer_norm_epsilon", LayerNormEpsilon);
        ResidDropout = json.NotNegative("resid_dropout", 0);
        EmbedDropout = json.NotNegative("embed_dropout", 0);
        AttentionDropout = json.NotNegative("attention_dropout", 0);
    }

    /// <summary>Number of heads.</summary>
    public required int NumHeads { get; init; }

    /// <summary>Width inside the feed-forward block; by default four times the hidden size.</summary>
    public int IntermediateSize { get => field > 0 ? field : 4 * HiddenSize; init; }

    /// <summary>How many of the last tokens, itself included, a token sees in local layers.</summary>
    public int WindowSize { get; init; } = 256;

    /// <summary>For each layer whether it is local; empty means global and local in turn.</summary>
    public IReadOnlyList<bool> LocalLayers { get; init; } = [];

    /// <summary>The activation of the feed-forward block.</summary>
    public string ActivationFunction { get; init; } = "gelu_new";

    /// <summary>What is added to the variance in norms.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-5;

    /// <summary>Probability with which, in training, an element of what is added to the residual stream is dropped.</summary>
    public double ResidDropout { get; init; }

    /// <summary>Probability with which, in training, an element of the embeddings is dropped.</summary>
    public double EmbedDropout { get; init; }

    /// <summary>Probability with which, in training, an attention weight is dropped.</summary>
    public double AttentionDropout { get; init; }

    internal bool IsLocal(int layer) => LocalLayers.Count > 0 ? LocalLayers[layer] : layer % 2 == 1;

    /// <inheritdoc/>
    public override KeyValueShape? KeyValues => new KeyValueShape(NumHiddenLayers, NumHeads, HiddenSize / NumHeads);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (NumHeads < 1 || HiddenSize % NumHeads != 0)
            yield return $"hidden_size is {HiddenSize} and num_heads {NumHeads}, expected a multiple";
        if (WindowSize < 1)
            yield return $"window_size is {WindowSize}, expected at least 1";
        if (LocalLayers.Count > 0 && LocalLayers.Count != NumHiddenLayers)
            yield return $"attention_types names {LocalLayers.Count} layers, num_layers is {NumHiddenLayers}";
        foreach (var (key, p) in ((string, double)[])[("resid_dropout", ResidDropout), ("embed_dropout", EmbedDropout), ("attention_dropout", AttentionDropout)])
            if (!(p is >= 0 and < 1))
                yield return $"{key} is {p}, expected at least 0 and below 1";
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("vocab_size", VocabSize);
        json.WriteNumber("hidden_size", HiddenSize);
        json.WriteNumber("num_layers", NumHiddenLayers);
        json.WriteNumber("num_heads", NumHeads);
        json.WriteNumber("max_position_embeddings", MaxPositionEmbeddings);
        json.WriteNumber("intermediate_size", IntermediateSize);
        json.WriteNumber("window_size", WindowSize);
        // [[[kinds], repetitions]]: here all layers, once.
        json.WriteStartArray("attention_types");
        json.WriteStartArray();
        json.WriteStartArray();
        for (var layer = 0; layer < NumHiddenLayers; layer++)
            json.WriteStringValue(IsLocal(layer) ? "local" : "global");
        json.WriteEndArray();
        json.WriteNumberValue(1);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteString("activation_function", ActivationFunction);
        json.WriteNumber("layer_norm_epsilon", LayerNormEpsilon);
        json.WriteNumber("resid_dropout", ResidDropout);
        json.WriteNumber("embed_dropout", EmbedDropout);
        json.WriteNumber("attention_dropout", AttentionDropout);
    }

    /// <summary><c>attention_types</c>: a list of [kinds of layers, how often they are repeated].</summary>
    private static IEnumerable<bool> ReadLayers(JsonFile json)
    {
        foreach (var entry in json["attention_types"] is { HasValue: true } types ? types.Items() : [])
        {
            if (entry.Items().ToList() is not [var kinds, var times])
                throw entry.Bad("expected [[kinds of layers], how often]");
            for (var i = 0; i < times.Integer(1); i++)
                foreach (var kind in kinds.Items())
                    yield return kind.Text() is "local" or "global" ? kind.Text() == "local" : throw kind.Unsupported("the kind of attention", "global", "local");
        }
    }
}
