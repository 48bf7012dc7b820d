using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

/// <summary>A random encoder and a random vision model, small enough to train in a test; neither has a classifier for the task.</summary>
internal static class TinyEncoder
{
    /// <summary>Writes a BERT with a masked-language head into a folder and gives the folder.</summary>
    public static string Write(string folder)
    {
        var tokenizer = new BpeTrainer { VocabularySize = 280, SpecialTokens = ["<pad>", "<s>", "</s>"], Around = ("<s>", "</s>"), AddPrefixSpace = true }
            .Train(Enumerable.Range(0, 50).Select(i => $"it was good or bad number {i}"));
        var config = new BertConfig
        {
            VocabSize = tokenizer.VocabularySize, HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2, NumAttentionHeads = 2, MaxPositionEmbeddings = 64, InitializerRange = 0.2,
        };
        using var model = MaskedLM.from_config(config, 7);
        model.save_pretrained(folder);
        tokenizer.Save(Path.Combine(folder, Tokenizer.FileName));
        return folder;
    }

    /// <summary>Writes a ViT for grey images of 8 × 8 pixels.</summary>
    public static string WriteVision(string folder)
    {
        var config = new ViTConfig
        {
            HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2, NumAttentionHeads = 2, ImageSize = 8, PatchSize = 4, NumChannels = 1, InitializerRange = 0.2, Labels = ["a", "b", "c"],
        };
        using var model = ImageClassification.from_config(config, 7);
        model.save_pretrained(folder);
        return folder;
    }
}
