using QaaHybrid.Files;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// Makes a base model from a recipe: reads the data, learns the vocabulary, trains the model from nothing, writes it and its card. A run that was
/// interrupted or killed goes on from its last checkpoint when it is started again on the same folder.
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
    /// <returns>What the stored weights do on the data that were held out.</returns>
    /// <exception cref="DataFileException">Data are missing or wrong.</exception>
    /// <exception cref="TrainingFailedException">The loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; a checkpoint was written.</exception>
    /// <exception cref="FileWriteException">The folder cannot be written; the last checkpoint is whole.</exception>
    public static HeldOutFigures Run(
        PretrainRecipe recipe, string folder, IProgressSink progress, string commit = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var place = new PretrainFolder(folder);
        place.Prepare(recipe);
        try
        {
            return Run(recipe, place, progress, commit, cancellationToken);
        }
        catch (FileWriteException)
        {
            progress.Say($"it stops here, and keeps its last checkpoint: the same command goes on in {folder}");
            throw;
        }
    }

    private static HeldOutFigures Run(PretrainRecipe recipe, PretrainFolder place, IProgressSink progress, string commit, CancellationToken cancellationToken)
    {
        var threads = Threads.Use(recipe.Threads);
        var environment = RunEnvironment.Current(threads, __version__, commit);
        environment.Save(place.EnvironmentFile);

        using var task = PretrainingTask.Prepare(recipe, progress);
        task.WriteCompanions(place);
        progress.Say(FormattableString.Invariant($"{task.Model.parameters().Sum(parameter => parameter.numel()):#,0} parameters, {threads} {(threads == 1 ? "thread" : "threads")}"));

        Train(recipe, place, task, progress, cancellationToken);

        task.Model.eval();
        // What is stored is what is measured: the weights are rounded before the last measurement.
        var stored = recipe.Dtype == "bfloat16" ? bfloat16 : float32;
        RoundTo(task.Model, stored);
        var figures = task.HeldOut(cancellationToken);
        PretrainCard.Write(place, recipe, task.Card(), figures, task.Evidence(cancellationToken), environment);
        // The weights come last: where they stand, the model is finished.
        (task.Model.Config with { TorchDtype = recipe.Dtype }).Save(place.ConfigFile);
        task.Model.save_pretrained(place.Path, stored);
        new CheckpointStore(place.CheckpointsFolder).Clear();
        progress.Say($"{InWords(figures)}; the model is in {place.Path}");
        return figures;
    }

    private static void Train(PretrainRecipe recipe, PretrainFolder place, PretrainingTask task, IProgressSink progress, CancellationToken cancellationToken)
    {
        var training = recipe.Training;
        var store = new CheckpointStore(place.CheckpointsFolder);
        var whole = new WholeModel(task.Model);
        task.Model.train();
        using var optimization = new Optimization(whole, WithoutDecayOfVectors(training.Optimizer, task.Model), new LearningRate(training.Schedule, training.Steps), training.MaxGradNorm, recipe.Seed);
        var done = Checkpoint.Load(store, whole, optimization);
        if (done > 0)
            progress.Say($"going on after step {done}");
        using var log = MetricsLog.Open(place.MetricsFile, done);
        if (done == 0)
            log.Write(0, task.HeldOut(cancellationToken).Columns());

        var pace = new Pace(training.Steps);
        var (sum, count) = (0.0, 0);
        for (var step = done + 1; step <= training.Steps; step++)
        {
            var batch = task.Batch(step);
            var result = optimization.Step(step, batch.Loss, batch.Describe);
            var left = pace.Step(step, batch.Predictions);
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
                var figures = task.HeldOut(CancellationToken.None);
                log.Write(step, figures.Columns());
                progress.Say($"step {step}: {InWords(figures)}");
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

    private static string InWords(HeldOutFigures figures) => figures.Accuracy is { } accuracy
        ? FormattableString.Invariant($"held-out loss {figures.Loss:0.000} nats, {PretrainCardText.Percent(accuracy)} right")
        : FormattableString.Invariant($"held-out loss {figures.Loss:0.000} nats, perplexity {Math.Exp(figures.Loss):0.0}");

    /// <summary>Norms and biases are left without decay, where the recipe says nothing else.</summary>
    private static OptimizerRecipe WithoutDecayOfVectors(OptimizerRecipe recipe, PreTrainedModel model) => recipe with
    {
        Groups =
        [
            .. recipe.Groups,
            .. model.named_parameters().Where(entry => entry.parameter.dim() <= 1 && !recipe.Groups.Any(group => group.Matches(entry.name)))
                .Select(entry => new ParameterGroupRecipe { Match = entry.name, Lr = recipe.Lr }),
        ],
    };

    private static void RoundTo(PreTrainedModel model, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var parameter in model.parameters())
            parameter.copy_(parameter.to(type));
    }
}
