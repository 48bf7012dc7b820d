using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

/// <summary>A random Llama decoder with a byte-level vocabulary, small enough to train in a test.</summary>
internal static class TinyModel
{
    public const string EndMark = "<|endoftext|>";

    /// <summary>Writes the model into a folder and gives the folder.</summary>
    public static string Write(string folder)
    {
        var tokenizer = new BpeTrainer { VocabularySize = 300, SpecialTokens = [EndMark], AddPrefixSpace = true }
            .Train(Enumerable.Range(0, 200).Select(i => $"the thing with number {i} word{i} (noun): word{i} is here"));
        var config = new LlamaConfig
        {
            VocabSize = tokenizer.VocabularySize, HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2, NumAttentionHeads = 2, NumKeyValueHeads = 1,
            MaxPositionEmbeddings = 64, TieWordEmbeddings = true, InitializerRange = 0.2, BosTokenId = 0, EosTokenIds = [0],
        };
        using var model = new LlamaForCausalLM(config).InitializeWeights(7);
        model.save_pretrained(folder);
        tokenizer.Save(Path.Combine(folder, "tokenizer.json"));
        return folder;
    }
}
