using QaaHybrid.Adapters;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// Carries a recipe out: for each method a fresh copy of the frozen base model, the adapter injected, trained, measured and saved; then
/// the table and the report. A run that was interrupted or killed goes on where its last checkpoint stands: methods that are done are not
/// repeated, and the one under way continues to the same weights, to the bit, on the same machine, libtorch and thread count.
/// </summary>
public sealed class Trainer
{
    private readonly Recipe recipe;
    private readonly RunServices services;
    private readonly string modelFolder;
    private readonly IReadOnlyList<IAdapterConfig> adapters;
    private readonly Tokenizer tokenizer;
    private readonly TextMarks marks;
    private readonly Lazy<TaskData> data;

    /// <summary>Checks a recipe against what there is; nothing is started or written.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="services">What the run gets from outside.</param>
    /// <exception cref="RecipeException">A method's adapter or option is unknown or wrong, or an example may be longer than the model takes.</exception>
    /// <exception cref="DataFileException">There is no such model.</exception>
    /// <exception cref="ModelFileException">The model's configuration or tokenizer cannot be used.</exception>
    public Trainer(Recipe recipe, RunServices services)
    {
        (this.recipe, this.services) = (recipe, services);
        modelFolder = ModelFolder.Resolve(recipe.Model, services.ShippedModels);
        adapters = MethodConfigs.Of(recipe);
        var config = PretrainedConfig.FromFile<TextConfig>(Path.Combine(modelFolder, PretrainedConfig.FileName));
        if (recipe.Task.MaxLength > config.MaxPositions)
            throw new RecipeException(new RecipeProblem("recipe", "task.max_length", $"found {recipe.Task.MaxLength}, the model takes at most {config.MaxPositions} tokens"));
        marks = TextMarks.Of(config, modelFolder);
        tokenizer = config.LoadTokenizer(modelFolder);
        data = new(() => TaskLoader.Load(recipe.Task, recipe.Seed));
    }

    /// <summary>
    /// Reads the data and the model, and puts every method's adapter into the base model and takes it out again: what is wrong with a file, a target or an ansatz
    /// shows here, before anything is written or trained.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="DataFileException">The data are missing or wrong, or a weight of the model is no finite number.</exception>
    /// <exception cref="RecipeException">A method does not fit the model.</exception>
    /// <exception cref="Circuits.CircuitImportException">An ansatz cannot become a circuit.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        _ = data.Value;
        using var model = LoadModel();
        if (model.named_parameters().FirstOrDefault(entry => !AllFinite(entry.parameter)).name is { } damaged)
            throw new DataFileException(modelFolder, $"tensor {damaged} holds NaN or an infinity; this model cannot be used");
        foreach (var (method, adapter) in recipe.Methods.Zip(adapters))
            (await InjectAsync(model, method, adapter, threads: 1, cancellationToken).ConfigureAwait(true)).Remove();
    }

    /// <summary>Runs, or goes on with, the recipe in a run's folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the run after the step under way, with a checkpoint.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TrainingFailedException">A loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; it can be resumed.</exception>
    /// <exception cref="IOException">A file cannot be written, or another process works on the run.</exception>
    public async Task<RunResults> RunAsync(RunFolder run, CancellationToken cancellationToken = default)
    {
        using var alone = run.Lock();
        var threads = Threads.Use(recipe.Threads);
        SayDifferences(run, threads);

        var text = new TaskText(data.Value, tokenizer, marks, recipe.Task.MaxLength);
        services.Progress.Say($"{text.Data.Name}: {text.Data.Description}");
        if (text.CutShort > 0)
            services.Progress.Say($"{text.CutShort} of {text.Training.Count} training examples are longer than max_length {recipe.Task.MaxLength} and lose the end of their target");
        var baseline = MeasureBase(run, text, cancellationToken);

        var results = new List<MethodResult>();
        foreach (var (method, adapter) in recipe.Methods.Zip(adapters))
            results.Add(await TrainAsync(method, adapter, run.Method(method.Name), text, baseline, threads, cancellationToken).ConfigureAwait(true));

        var table = new RunResults(run.Path, text.Data.Description, baseline, results);
        table.Save(run.ResultsFile);
        ReportPage.Write(run.ReportFile, RunReport.FromRun(run, services.Remark(table)));
        return table;
    }

    /// <summary>One method from the base model to its line of the table.</summary>
    private async Task<MethodResult> TrainAsync(
        MethodRecipe method, IAdapterConfig config, MethodFolder folder, TaskText text, BaseResult baseline, int threads, CancellationToken cancellationToken)
    {
        if (File.Exists(folder.ResultFile))
            return JsonFiles.Read<MethodResult>(folder.ResultFile);

        // Load and inject.
        using var model = LoadModel();
        var adapter = await InjectAsync(model, method, config, threads, cancellationToken).ConfigureAwait(true);
        var plan = new BatchPlan([.. text.Training.Select(example => example.Ids.Count)], recipe.Training.BatchSize, recipe.Seed);
        var steps = recipe.Training.Epochs > 0 ? (int)Math.Ceiling(recipe.Training.Epochs * plan.BatchesPerEpoch) : recipe.Training.Steps;
        using var optimization = new Optimization(adapter, method.Optimizer, new LearningRate(recipe.Training.Schedule, steps), recipe.Training.MaxGradNorm, recipe.Seed);
        services.Progress.Say(FormattableString.Invariant($"{method.Name}: {optimization.Count:#,0} trainable parameters, {100.0 * optimization.Count / baseline.Parameters:0.000} % of the model"));

        // Step.
        model.train();
        TrainSteps(method, folder, text, model, adapter, optimization, plan, steps, cancellationToken);

        // Evaluate.
        var after = Evaluation.Of(model, text, recipe.Generation, cancellationToken);
        var evidence = await services.Examine(new TrainedMethod(method, model, adapter, text.HeldOut[0], folder), cancellationToken).ConfigureAwait(true);

        // Save. The result comes last: with it the method is done.
        adapter.Save(folder.AdapterFolder);
        JsonFiles.WriteLines(folder.SamplesFile, after.Samples);
        JsonFiles.Write(folder.EvidenceFile, evidence);
        var result = Result(method, folder, optimization.Count, steps, baseline, after);
        JsonFiles.Write(folder.ResultFile, result);
        new CheckpointStore(folder.CheckpointsFolder).Clear();
        services.Progress.Say(FormattableString.Invariant($"{method.Name}: held-out loss {result.LossBefore:0.000} → {result.LossAfter:0.000}, {result.SecondsPerStep:0.000} s a step"));
        return result;
    }

    private void TrainSteps(
        MethodRecipe method, MethodFolder folder, TaskText text, CausalLM model, AdaptedModel adapter, Optimization optimization, BatchPlan plan, int steps,
        CancellationToken cancellationToken)
    {
        var training = recipe.Training;
        var store = new CheckpointStore(folder.CheckpointsFolder);
        var done = Checkpoint.Load(store, adapter, optimization);
        if (done > 0)
            services.Progress.Say($"{method.Name}: going on after step {done}");
        using var log = MetricsLog.Open(folder.MetricsFile, done);
        var pace = new Pace(steps);
        for (var step = done + 1; step <= steps; step++)
        {
            var indices = plan.Batch(step);
            var batch = text.BatchOf(indices);
            var result = optimization.Step(step, () => model.loss(batch.InputIds(), batch.Labels()), () => Describe(text, indices));
            var left = pace.Step(step, batch.Tokens);

            log.Write(step, Columns(result, batch, pace));
            services.Progress.Report(new ProgressReport(method.Name, step, steps) { Loss = result.Loss, TokensPerSecond = pace.TokensPerSecond, Left = left });
            // Not to be interrupted: the checkpoint below is written when the log holds all that belongs to the step.
            if (training.EvaluateEvery > 0 && step % training.EvaluateEvery == 0)
                log.Write(step, [new("held_out_loss", TokenLoss.HeldOut(model, text.HeldOut, CancellationToken.None))]);
            if (step % training.CheckpointEvery == 0 || step == steps || cancellationToken.IsCancellationRequested)
                Checkpoint.Save(store, step, adapter, optimization);
            cancellationToken.ThrowIfCancellationRequested();
            pace.Resume();
        }
    }

    /// <summary>The base model without any adapter: the first line of the table. Measured once for all methods, which start as it.</summary>
    private BaseResult MeasureBase(RunFolder run, TaskText text, CancellationToken cancellationToken)
    {
        if (File.Exists(run.BaseFile))
            return JsonFiles.Read<BaseResult>(run.BaseFile);
        services.Progress.Say("measuring the base model");
        using var model = LoadModel();
        var before = Evaluation.Of(model, text, recipe.Generation, cancellationToken);
        var result = new BaseResult(Path.GetFileName(modelFolder), model.parameters().Sum(parameter => parameter.numel()), before.Loss, before.TextMetrics());
        JsonFiles.WriteLines(run.BaseSamplesFile, before.Samples);
        JsonFiles.Write(run.BaseFile, result);
        return result;
    }

    private static bool AllFinite(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        return tensor.isfinite().all().ToBoolean();
    }

    private CausalLM LoadModel() => CausalLM.from_pretrained(modelFolder);

    private async Task<AdaptedModel> InjectAsync(CausalLM model, MethodRecipe method, IAdapterConfig config, int threads, CancellationToken cancellationToken)
    {
        try
        {
            return await AdaptedModel.InjectAsync(model, config, new AdapterServices(services.Circuits, recipe.Seed, threads), cancellationToken).ConfigureAwait(true);
        }
        catch (AdapterOptionException error)
        {
            throw method.Refuse(error.Key, error.Message);
        }
    }

    private static MethodResult Result(MethodRecipe method, MethodFolder folder, long trainable, int steps, BaseResult baseline, Evaluation after)
    {
        var seconds = MetricsLog.Read(folder.MetricsFile).Where(row => row.Values.ContainsKey("seconds")).Select(row => row.Values["seconds"]).Order().ToList();
        var metrics = after.TextMetrics();
        metrics.Add("perplexity_before", Math.Exp(baseline.Loss));
        metrics.Add("perplexity_after", after.Perplexity);
        return new MethodResult
        {
            Method = method.Name,
            Adapter = method.Adapter,
            Trainable = trainable,
            Percent = 100.0 * trainable / baseline.Parameters,
            LossBefore = baseline.Loss,
            LossAfter = after.Loss,
            Metrics = metrics,
            SecondsPerStep = seconds[seconds.Count / 2],
            Steps = steps,
            BleuSignature = after.Scores?.Bleu.Signature ?? "",
        };
    }

    private static IEnumerable<KeyValuePair<string, double>> Columns(StepResult result, Batch batch, Pace pace)
    {
        yield return new("loss", result.Loss);
        yield return new("lr", result.LearningRate);
        yield return new("grad_norm", result.GradNorm);
        yield return new("tokens", batch.Tokens);
        yield return new("seconds", pace.StepSeconds);
        yield return new("tokens_per_second", pace.TokensPerSecond);
        foreach (var diagnostic in result.Diagnostics)
            yield return diagnostic;
    }

    private void SayDifferences(RunFolder run, int threads)
    {
        var now = RunEnvironment.Current(threads, __version__);
        if (now.DifferencesFrom(RunEnvironment.Load(run.EnvironmentFile)) is { } differences)
            services.Progress.Say($"this is not what the run began on ({differences}): numbers may differ from an uninterrupted run in their last digits");
    }

    private static string Describe(TaskText text, IReadOnlyList<int> indices) =>
        string.Join(" | ", indices.Take(4).Select(i => text.Data.Training[i]).Select(example => $"{example.Source} {example.Target}"));
}
