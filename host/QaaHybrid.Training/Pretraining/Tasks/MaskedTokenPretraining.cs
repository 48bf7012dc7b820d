using System.Globalization;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// A RoBERTa encoder learns to predict hidden tokens from those on both sides (Liu et al. 2019, arXiv:1907.11692): sequences are full, with
/// <c>&lt;s&gt;</c> in front and <c>&lt;/s&gt;</c> between documents, and other tokens are hidden each time that a sequence is seen.
/// </summary>
internal sealed class MaskedTokenPretraining(PretrainRecipe recipe, RobertaShapeRecipe shape, PretrainingText text, MaskedLM model) : PretrainingTask
{
    // RoBERTa's marks, with RoBERTa's first ids.
    private const string Start = "<s>", Filling = "<pad>", End = "</s>", Unknown = "<unk>", Mask = "<mask>";
    private const int StartId = 0, FillingId = 1, EndId = 2;

    private readonly TokenMasking masking = new(recipe.Masking.Mask, recipe.Masking.Random, text.Tokenizer.TokenToId(Mask)!.Value, text.Tokenizer.AddedTokens.Count, text.Tokenizer.VocabularySize);

    /// <inheritdoc/>
    public override PreTrainedModel Model => model;

    /// <inheritdoc cref="PretrainingTask.Prepare"/>
    public static MaskedTokenPretraining Prepare(PretrainRecipe recipe, RobertaShapeRecipe shape, IProgressSink progress)
    {
        var trainer = new BpeTrainer
        {
            VocabularySize = recipe.VocabularySize, SpecialTokens = [Start, Filling, End, Unknown], MaskToken = Mask, Around = (Start, End), AddPrefixSpace = true,
        };
        var text = PretrainingText.Prepare(recipe, trainer, EndId, progress);
        var config = new RobertaConfig
        {
            VocabSize = text.Tokenizer.VocabularySize,
            HiddenSize = shape.HiddenSize,
            IntermediateSize = shape.IntermediateSize,
            NumHiddenLayers = shape.Layers,
            NumAttentionHeads = shape.Heads,
            // RoBERTa counts positions from one behind the filling's.
            MaxPositionEmbeddings = shape.MaxPositions + FillingId + 1,
            TypeVocabSize = 1,
            LayerNormEps = 1e-5,
            HiddenDropoutProb = shape.HiddenDropout,
            AttentionProbsDropoutProb = shape.AttentionDropout,
            InitializerRange = shape.InitializerRange,
            BosTokenId = StartId,
            EosTokenIds = [EndId],
            PadTokenId = FillingId,
        };
        var model = new RobertaForMaskedLM(config).InitializeWeights(StartSeed(recipe));
        NeighbourStart.Apply(model);
        return new MaskedTokenPretraining(recipe, shape, text, model);
    }

    /// <inheritdoc/>
    public override PretrainingBatch Batch(int step)
    {
        var masked = Hide(text.Training.Batch(step, recipe.Training.BatchSize), recipe.Masking.Probability, Seeds.Of(recipe.Seed, "hidden tokens", step));
        return new PretrainingBatch(
            () => nn.functional.cross_entropy(Logits(masked), tensor(masked.Targets)), masked.Targets.Length,
            () => text.Describe(masked.Ids.Chunk(recipe.Training.SequenceLength).Take(3).Select(row => row.Take(24).Select(id => (int)id))));
    }

    /// <inheritdoc/>
    public override void WriteCompanions(PretrainFolder place)
    {
        text.Tokenizer.Save(place.TokenizerFile);
        JsonFiles.Write(place.TokenizerConfigFile, new
        {
            tokenizer_class = "RobertaTokenizerFast", model_max_length = shape.MaxPositions, add_prefix_space = true,
            bos_token = Start, eos_token = End, cls_token = Start, sep_token = End, pad_token = Filling, unk_token = Unknown, mask_token = Mask,
        });
    }

    /// <inheritdoc/>
    public override PretrainCardText Card() => new()
    {
        Introduction = string.Create(CultureInfo.InvariantCulture,
            $"""
            A small English encoder for experiments with adapters: a RoBERTa with {Model.parameters().Sum(p => p.numel()):#,0} parameters, trained from nothing on the
            texts below to predict hidden tokens. Put a head on it and fine-tune it to classify short English texts or pairs of them; by itself it fills gaps.
            """),
        Shape =
        [
            ("layers, width, feed-forward width", $"{shape.Layers}, {shape.HiddenSize}, {shape.IntermediateSize}"),
            ("heads", $"{shape.Heads}"),
            .. text.Shape(shape.MaxPositions),
            ("weights", $"{recipe.Dtype}, output layer tied to the embedding"),
        ],
        Measured = $"Loss and share of right answers of the stored weights on {PretrainCardText.Percent(recipe.Masking.HeldOut)} of the tokens, the same ones each time, "
            + $"{PretrainingText.HeldOutInWords(recipe)}:",
        Part = "corpus",
        Unit = "hidden token",
        Column = ("accuracy", figure => PretrainCardText.Percent(figure.Accuracy!.Value)),
        Chance = Math.Log(text.Tokenizer.VocabularySize),
        Amount = $"{text.Amount(recipe)} {PretrainCardText.Percent(recipe.Masking.Probability)} of the tokens were hidden, other ones each time.",
        Data = text.Data($"Sequences are full: {Start} in front, {End} between documents."),
        Notices = text.Notices,
    };

    /// <inheritdoc/>
    protected override IEnumerable<HeldOutFigure> Measure(CancellationToken cancellationToken)
    {
        foreach (var (corpus, side) in text.HeldOut)
        {
            var (loss, right, count) = (0.0, 0L, 0L);
            foreach (var (index, rows) in PretrainingText.Samples(side, recipe).Index())
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var masked = Hide(rows, recipe.Masking.HeldOut, Seeds.Of(recipe.Seed, "hidden tokens of the held-out side", index));
                var (logits, targets) = (Logits(masked), tensor(masked.Targets));
                // One by one and in double precision: the order of a sum is then the same with any number of threads.
                loss += nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None).ToArray<double>().Sum();
                right += logits.argmax(-1).ToArray<long>().Zip(masked.Targets).Count(pair => pair.First == pair.Second);
                count += masked.Targets.Length;
            }
            yield return new HeldOutFigure(corpus, loss / count, (double)right / count, side.TokenCount);
        }
    }

    /// <summary>Puts the start mark in front of each row and hides tokens.</summary>
    private MaskedTokens Hide(long[] rows, double share, ulong seed)
    {
        for (var start = 0; start < rows.Length; start += recipe.Training.SequenceLength)
            rows[start] = StartId;
        return masking.Hide(rows, recipe.Training.SequenceLength, share, seed);
    }

    /// <summary>The head runs on the hidden tokens only: <c>[hidden tokens, vocabulary]</c>.</summary>
    private Tensor Logits(MaskedTokens masked)
    {
        var hidden = model.last_hidden_state(tensor(masked.Ids, [masked.Ids.Length / recipe.Training.SequenceLength, recipe.Training.SequenceLength]));
        return model.logits(hidden.view(-1, shape.HiddenSize).index_select(0, tensor(masked.Positions)));
    }
}
