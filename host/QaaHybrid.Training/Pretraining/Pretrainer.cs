using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// Makes a base model from a recipe: reads the text, learns the vocabulary, trains a Llama decoder from nothing, writes the model and its
/// card. A run that was interrupted or killed goes on from its last checkpoint when it is started again on the same folder.
/// </summary>
public static class Pretrainer
{
    private const int LogEvery = 10;

    /// <summary>Runs a recipe from top to bottom.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="folder">Where the model goes; empty, or one that this recipe was run in before.</param>
    /// <param name="progress">Where it says what it does.</param>
    /// <param name="commit">Commit of the sources for the model card, where it is known.</param>
    /// <param name="cancellationToken">Ends the run after the step under way, with a checkpoint.</param>
    /// <returns>Held-out losses of the stored weights, in nats a token: of each corpus and, weighted by their tokens, of all (<c>all</c>).</returns>
    /// <exception cref="DataFileException">A corpus is missing or wrong.</exception>
    /// <exception cref="TrainingFailedException">The loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; a checkpoint was written.</exception>
    public static IReadOnlyDictionary<string, double> Run(
        PretrainRecipe recipe, string folder, IProgressSink progress, string commit = "", CancellationToken cancellationToken = default)
    {
        var place = new PretrainFolder(folder);
        place.Prepare(recipe);
        var threads = Threads.Use(recipe.Threads);
        var environment = RunEnvironment.Current(threads, __version__, commit);
        environment.Save(place.EnvironmentFile);

        var text = PretrainingText.Prepare(recipe, progress);
        text.Tokenizer.Save(place.TokenizerFile);
        var config = Config(recipe, text.Tokenizer);
        using var model = new LlamaForCausalLM(config).InitializeWeights((int)(Seeds.Torch(recipe.Seed, "start weights") & int.MaxValue));
        progress.Say(FormattableString.Invariant($"{model.parameters().Sum(parameter => parameter.numel()):#,0} parameters, {threads} threads"));

        Train(recipe, place, text, model, progress, cancellationToken);

        // What is stored is what is measured: the weights are rounded before the last measurement.
        var stored = recipe.Dtype == "bfloat16" ? bfloat16 : float32;
        RoundTo(model, stored);
        var losses = HeldOut(recipe, text, model, cancellationToken);
        config.Save(place.ConfigFile);
        PretrainCard.Write(place, recipe, text, model, losses, environment);
        SafetensorsWriter.Write(place.WeightsFile,
            model.named_parameters().Select(entry => SafetensorsTensors.Item(entry.name, entry.parameter, stored)),
            new Dictionary<string, string> { ["format"] = "pt" });
        new CheckpointStore(place.CheckpointsFolder).Clear();
        progress.Say(FormattableString.Invariant($"held-out loss {losses["all"]:0.000} nats a token, perplexity {Math.Exp(losses["all"]):0.0}; the model is in {folder}"));
        return losses;
    }

    private static void Train(
        PretrainRecipe recipe, PretrainFolder place, PretrainingText text, LlamaForCausalLM model, IProgressSink progress, CancellationToken cancellationToken)
    {
        var training = recipe.Training;
        var store = new CheckpointStore(place.CheckpointsFolder);
        var whole = new WholeModel(model);
        using var optimization = new Optimization(whole, WithoutDecayOfNorms(training.Optimizer), new LearningRate(training.Schedule, training.Steps), training.MaxGradNorm, recipe.Seed);
        var done = Checkpoint.Load(store, whole, optimization);
        if (done > 0)
            progress.Say($"going on after step {done}");
        using var log = MetricsLog.Open(place.MetricsFile, done);
        if (done == 0)
            log.Write(0, Columns(HeldOut(recipe, text, model, cancellationToken)));

        var pace = new Pace(training.Steps);
        var (sum, count) = (0.0, 0);
        for (var step = done + 1; step <= training.Steps; step++)
        {
            var batch = Batch.Of(text.Training.Batch(step, training.BatchSize), training.BatchSize);
            var result = optimization.Step(step, () => model.loss(batch.InputIds(), batch.Labels()), () => Describe(text.Tokenizer, batch));
            var left = pace.Step(step, batch.Targets);
            progress.Report(new ProgressReport(recipe.Name, step, training.Steps) { Loss = result.Loss, TokensPerSecond = pace.TokensPerSecond, Left = left });

            (sum, count) = (sum + result.Loss, count + 1);
            if (step % LogEvery == 0 || step == training.Steps)
            {
                log.Write(step, [new("loss", sum / count), new("lr", result.LearningRate), new("grad_norm", result.GradNorm), new("tokens_per_second", pace.TokensPerSecond)]);
                (sum, count) = (0, 0);
            }
            // Not to be interrupted: the checkpoint below is written when the log holds all that belongs to the step.
            if (step % training.EvaluateEvery == 0)
            {
                var losses = HeldOut(recipe, text, model, CancellationToken.None);
                log.Write(step, Columns(losses));
                progress.Say(FormattableString.Invariant($"step {step}: held-out loss {losses["all"]:0.000}"));
                pace.Resume();
            }
            if (step % training.CheckpointEvery == 0 || step == training.Steps || cancellationToken.IsCancellationRequested)
            {
                Checkpoint.Save(store, step, whole, optimization);
                pace.Resume();
            }
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The mean loss on each corpus, and over all weighted by their held-out tokens.</summary>
    private static Dictionary<string, double> HeldOut(PretrainRecipe recipe, PretrainingText text, LlamaForCausalLM model, CancellationToken cancellationToken)
    {
        var losses = new Dictionary<string, double>();
        foreach (var (corpus, side) in text.HeldOut)
            losses.Add(corpus, TokenLoss.HeldOut(model,
                side.Samples(recipe.Training.EvalSequences, recipe.Training.BatchSize).Select(packed => Batch.Of(packed, packed.Length / recipe.Training.SequenceLength)), cancellationToken));
        losses.Add("all", text.HeldOut.Sum(side => losses[side.Corpus] * side.Text.TokenCount) / text.HeldOut.Sum(side => (double)side.Text.TokenCount));
        return losses;
    }

    private static IEnumerable<KeyValuePair<string, double>> Columns(IReadOnlyDictionary<string, double> losses) =>
        losses.Select(loss => KeyValuePair.Create(loss.Key == "all" ? "held_out_loss" : $"held_out_loss_{loss.Key}", loss.Value));

    private static OptimizerRecipe WithoutDecayOfNorms(OptimizerRecipe recipe) =>
        recipe with { Groups = [.. recipe.Groups, new ParameterGroupRecipe { Match = "*norm.weight", Lr = recipe.Lr }] };

    private static LlamaConfig Config(PretrainRecipe recipe, Tokenizer tokenizer) => new()
    {
        VocabSize = tokenizer.VocabularySize,
        HiddenSize = recipe.Model.HiddenSize,
        IntermediateSize = recipe.Model.IntermediateSize,
        NumHiddenLayers = recipe.Model.Layers,
        NumAttentionHeads = recipe.Model.Heads,
        NumKeyValueHeads = recipe.Model.KeyValueHeads,
        MaxPositionEmbeddings = recipe.Model.MaxPositions,
        RopeTheta = recipe.Model.RopeTheta,
        TieWordEmbeddings = recipe.Model.TieWordEmbeddings,
        InitializerRange = recipe.Model.InitializerRange,
        BosTokenId = PretrainingText.EndMarkId,
        EosTokenIds = [PretrainingText.EndMarkId],
        PadTokenId = PretrainingText.EndMarkId,
        TorchDtype = recipe.Dtype,
    };

    private static void RoundTo(LlamaForCausalLM model, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var parameter in model.parameters())
            parameter.copy_(parameter.to(type));
    }

    private static string Describe(Tokenizer tokenizer, Batch batch) =>
        string.Join(" | ", batch.Glimpse(3, 24).Select(ids => tokenizer.Decode(ids, skipSpecialTokens: false)));
}
