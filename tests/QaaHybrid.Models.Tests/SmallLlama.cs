namespace QaaHybrid.Models.Tests;

/// <summary>Decoders of a size for tests.</summary>
internal static class SmallLlama
{
    public static readonly LlamaConfig Config = new()
    {
        VocabSize = 37, HiddenSize = 24, IntermediateSize = 40, NumHiddenLayers = 3, NumAttentionHeads = 4, NumKeyValueHeads = 2, MaxPositionEmbeddings = 32, TieWordEmbeddings = true,
        InitializerRange = 0.3, EosTokenIds = [2],
    };

    public static LlamaForCausalLM Model(int seed = 5) => new LlamaForCausalLM(Config).InitializeWeights(seed);

    public static Tensor Ids(params int[][] rows) => torch.tensor(rows.SelectMany(row => row.Select(id => (long)id)).ToArray(), [rows.Length, rows[0].Length]);

    /// <summary>Some ids that no test depends on.</summary>
    public static int[] Prompt(int length, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(3, Config.VocabSize))];
    }

    public static double Distance(Tensor a, Tensor b) => (a - b).abs().max().ToDouble();
}
