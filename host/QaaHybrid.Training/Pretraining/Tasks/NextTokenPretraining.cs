using System.Globalization;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>A Llama decoder learns to predict each token from those before it.</summary>
internal sealed class NextTokenPretraining(PretrainRecipe recipe, LlamaShapeRecipe shape, PretrainingText text, CausalLM model) : PretrainingTask
{
    private const string EndMark = "<|endoftext|>";
    private const int EndMarkId = 0;

    /// <inheritdoc/>
    public override PreTrainedModel Model => model;

    /// <inheritdoc cref="PretrainingTask.Prepare"/>
    public static NextTokenPretraining Prepare(PretrainRecipe recipe, LlamaShapeRecipe shape, IProgressSink progress)
    {
        var trainer = new BpeTrainer { VocabularySize = recipe.VocabularySize, SpecialTokens = [EndMark], AddPrefixSpace = true };
        var text = PretrainingText.Prepare(recipe, trainer, EndMarkId, progress);
        var config = new LlamaConfig
        {
            VocabSize = text.Tokenizer.VocabularySize,
            HiddenSize = shape.HiddenSize,
            IntermediateSize = shape.IntermediateSize,
            NumHiddenLayers = shape.Layers,
            NumAttentionHeads = shape.Heads,
            NumKeyValueHeads = shape.KeyValueHeads,
            MaxPositionEmbeddings = shape.MaxPositions,
            RopeTheta = shape.RopeTheta,
            TieWordEmbeddings = shape.TieWordEmbeddings,
            InitializerRange = shape.InitializerRange,
            BosTokenId = EndMarkId,
            EosTokenIds = [EndMarkId],
            PadTokenId = EndMarkId,
        };
        return new NextTokenPretraining(recipe, shape, text, CausalLM.from_config(config, StartSeed(recipe)));
    }

    /// <inheritdoc/>
    public override PretrainingBatch Batch(int step)
    {
        var batch = Training.Batch.Of(text.Training.Batch(step, recipe.Training.BatchSize), recipe.Training.BatchSize);
        return new PretrainingBatch(() => model.loss(batch.InputIds(), batch.Labels()), batch.Targets, () => text.Describe(batch.Glimpse(3, 24)));
    }

    /// <inheritdoc/>
    public override void WriteCompanions(PretrainFolder place) => text.Tokenizer.Save(place.TokenizerFile);

    /// <inheritdoc/>
    public override PretrainCardText Card() => new()
    {
        Introduction = string.Create(CultureInfo.InvariantCulture,
            $"""
            A small English language model for experiments with adapters: a Llama decoder with {Model.parameters().Sum(p => p.numel()):#,0} parameters, trained from
            nothing on the texts below. It completes short English phrases; it knows no facts to rely on and is no assistant.
            """),
        Shape =
        [
            ("layers, width, feed-forward width", $"{shape.Layers}, {shape.HiddenSize}, {shape.IntermediateSize}"),
            ("query heads, key and value heads", $"{shape.Heads}, {shape.KeyValueHeads}"),
            .. text.Shape(shape.MaxPositions),
            ("weights", $"{recipe.Dtype}{(shape.TieWordEmbeddings ? ", output layer tied to the embedding" : "")}"),
        ],
        Measured = $"Held-out loss of the stored weights, {PretrainingText.HeldOutInWords(recipe)}:",
        Part = "corpus",
        Unit = "token",
        Column = ("perplexity", figure => Math.Exp(figure.Loss).ToString("0.0", CultureInfo.InvariantCulture)),
        Chance = Math.Log(text.Tokenizer.VocabularySize),
        Amount = text.Amount(recipe),
        Data = text.Data("Every document stands alone between end marks."),
        Notices = text.Notices,
    };

    /// <inheritdoc/>
    protected override IEnumerable<HeldOutFigure> Measure(CancellationToken cancellationToken) => text.HeldOut.Select(side => new HeldOutFigure(side.Corpus,
        TokenLoss.HeldOut(model, PretrainingText.Samples(side.Text, recipe).Select(rows => Training.Batch.Of(rows, rows.Length / recipe.Training.SequenceLength)), cancellationToken),
        Accuracy: null, side.Text.TokenCount));
}
