using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>A small model of every family, two blocks each, with the roles that its blocks have.</summary>
internal static class SmallModels
{
    private static readonly string[] Roles = ["@query", "@key", "@value", "@output", "@up", "@down"];

    public static IEnumerable<(PreTrainedModel Model, IReadOnlyList<string> Roles)> OfEveryFamily()
    {
        foreach (var config in Decoders)
            yield return (CausalLM.from_config(config, seed: 1), config is LlamaConfig ? [.. Roles, "@gate"] : Roles);
        foreach (var config in Encoders)
            yield return (SequenceClassification.from_config(config, seed: 1), Roles);
        foreach (var config in VisionModels)
            yield return (ImageClassification.from_config(config, seed: 1), Roles);
    }

    public static IReadOnlyList<TextConfig> Decoders { get; } =
    [
        new GPT2Config { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 2, NumAttentionHeads = 3 },
        new GPTNeoConfig { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 2, NumHeads = 3 },
        new GPTNeoXConfig { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 2, NumAttentionHeads = 2 },
        new LlamaConfig { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2 },
        new MistralConfig { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2 },
        new Qwen2Config { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2 },
        new Qwen3Config { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2, HeadDim = 6 },
    ];

    public static IReadOnlyList<EncoderConfig> Encoders { get; } =
    [
        new BertConfig { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 2, NumAttentionHeads = 3, IntermediateSize = 20 },
        new RobertaConfig { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 2, NumAttentionHeads = 3, IntermediateSize = 20 },
        new DebertaV2Config { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 2, NumAttentionHeads = 3, IntermediateSize = 20, PositionBuckets = 8, MaxPositionEmbeddings = 32 },
    ];

    public static IReadOnlyList<VisionConfig> VisionModels { get; } =
    [
        new ViTConfig { HiddenSize = 12, NumHiddenLayers = 2, NumAttentionHeads = 3, IntermediateSize = 20, ImageSize = 8, PatchSize = 4 },
        new Dinov2Config { HiddenSize = 12, NumHiddenLayers = 2, NumAttentionHeads = 3, ImageSize = 8, PatchSize = 4 },
    ];
}
