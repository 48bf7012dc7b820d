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
    private readonly IReadOnlyList<AdapterConfig> adapters;
    private readonly ITask task;

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
        task = TaskKinds.Open(recipe, modelFolder, shippedModels: services.ShippedModels);
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
        task.Load();
        using var model = task.LoadModel();
        if (model.named_parameters().FirstOrDefault(entry => !AllFinite(entry.parameter)).name is { } damaged)
            throw new DataFileException(modelFolder, $"tensor {damaged} holds NaN or an infinity; this model cannot be used");
        if (recipe.Backend is not null)
            services.Backends.Check(recipe.Backend);
        var onBackend = false;
        var charged = recipe.Backend is { } charging && services.Backends.Charges(charging) ? new List<(long Circuits, int Qubits)>() : null;
        foreach (var (method, adapter) in recipe.Methods.Zip(adapters))
        {
            var adapted = await InjectAsync(model, method, adapter, threads: 1, cancellationToken).ConfigureAwait(true);
            var hasCircuits = BackendLoop.Check(recipe, method, adapted, () => (task.Batch(Plan().Batch(1)), model));
            onBackend |= hasCircuits;
            if (hasCircuits && charged is not null)
                charged.AddRange(await BackendLoop.CircuitsAsync(recipe, services, adapted, (task.Batch(Plan().Batch(1)), model), cancellationToken).ConfigureAwait(true));
            adapted.Remove();
        }
        if (recipe.Backend is { } backend && !onBackend)
            throw backend.Refuse("name", $"found '{backend.Name}', and no method of this recipe has circuits that a backend can run; methods of adapter: qaa have");
        if (charged is not null)
            services.Progress.Say(services.Backends.Foretell(
                recipe.Backend!, charged, recipe.Training.Seconds > 0 ? null : new TrainingLength(recipe.Training, Plan().BatchesPerEpoch).Total(0)));
    }

    /// <summary>Runs, or goes on with, the recipe in a run's folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the run after the step under way, with a checkpoint.</param>
    /// <returns>The table.</returns>
    /// <inheritdoc cref="RunAsync(RunFolder, string, CancellationToken)" path="/exception"/>
    public async Task<RunResults> RunAsync(RunFolder run, CancellationToken cancellationToken = default) =>
        await RunAsync(run, recipe.Methods, cancellationToken).ConfigureAwait(true) ?? throw new InvalidOperationException("a method has no result");

    /// <summary>Trains one method in a run's folder; the table and the report are written when it was the last one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="cancellationToken">Ends the run after the step under way, with a checkpoint.</param>
    /// <returns>The table; null while other methods are not done.</returns>
    /// <exception cref="TrainingFailedException">A loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; it can be resumed.</exception>
    /// <exception cref="IOException">A file cannot be written, or another process works on the run.</exception>
    public Task<RunResults?> RunAsync(RunFolder run, string method, CancellationToken cancellationToken = default) =>
        RunAsync(run, [recipe.Methods.First(candidate => candidate.Name == method)], cancellationToken);

    private async Task<RunResults?> RunAsync(RunFolder run, IReadOnlyList<MethodRecipe> methods, CancellationToken cancellationToken)
    {
        using var alone = run.Lock();
        var threads = Threads.Use(recipe.Threads);
        SayDifferences(run, threads);

        task.Load();
        services.Progress.Say($"{task.Name}: {task.Description}");
        foreach (var remark in task.Remarks)
            services.Progress.Say(remark);
        if (task.Labels.Count > 0)
            JsonFiles.Write(run.LabelsFile, task.Labels);
        var baseline = MeasureBase(run, cancellationToken);

        foreach (var (method, adapter) in recipe.Methods.Zip(adapters).Where(entry => methods.Contains(entry.First)))
            await TrainAsync(method, adapter, run.Method(method.Name), baseline, threads, cancellationToken).ConfigureAwait(true);
        var done = recipe.Methods.Select(method => run.Method(method.Name).ResultFile).ToList();
        if (!done.All(File.Exists))
            return null;

        var results = done.Select(JsonFiles.Read<MethodResult>).ToList();
        var table = new RunResults(run.Path, task.Description, baseline, results) { LossUnit = task.LossUnit };
        table.Save(run.ResultsFile);
        ReportPage.Write(run.ReportFile, RunReport.FromRun(run, services.Remark(table)));
        return table;
    }

    /// <summary>One method from the base model to its line of the table.</summary>
    private async Task TrainAsync(
        MethodRecipe method, AdapterConfig config, MethodFolder folder, BaseResult baseline, int threads, CancellationToken cancellationToken)
    {
        if (File.Exists(folder.ResultFile))
            return;

        // Load and inject.
        using var model = task.LoadModel();
        var adapter = await InjectAsync(model, method, config, threads, cancellationToken).ConfigureAwait(true);
        var plan = Plan();
        var length = new TrainingLength(recipe.Training, plan.BatchesPerEpoch);
        using var optimization = new Optimization(
            adapter, method.Optimizer, new LearningRate(recipe.Training.Schedule, length.ScheduleSteps), recipe.Training.MaxGradNorm, recipe.Seed);
        var head = HeadModules.Count(adapter);
        var trainable = optimization.Count - head;
        services.Progress.Say(FormattableString.Invariant($"{method.Name}: {trainable:#,0} trainable parameters, {100.0 * trainable / baseline.Parameters:0.000} % of the model")
            + (head > 0 ? FormattableString.Invariant($", and {head:#,0} of the new head") : ""));
        if (adapter.BudgetReason is { } reason)
            services.Progress.Say($"{method.Name}: {reason}");

        // Step. The forward pass that is counted also brings mapped weights into memory, which then do not count as the steps'.
        var flops = CountFlops(model);
        model.train();
        await using var hardware = await BackendLoop.OpenAsync(recipe, services, adapter, folder, cancellationToken).ConfigureAwait(true);
        if (hardware is not null)
            services.Progress.Say($"{method.Name}: {hardware.Foretell(adapter, (task.Batch(plan.Batch(1)), model))}");
        var memory = ResidentMemory.PeakOf(() => TrainSteps(method, folder, model, adapter, optimization, plan, length, hardware, cancellationToken));

        adapter.Finish();

        // Evaluate.
        var after = Measured(hardware, () => task.Evaluate(model, cancellationToken));
        var costs = hardware?.Finish(MetricsLog.Read(folder.MetricsFile));
        var evidence = await services.Examine(new TrainedMethod(method, model, adapter, task.HeldOutBatch, folder), cancellationToken).ConfigureAwait(true);

        // Save. The result comes last: with it the method is done.
        adapter.Save(folder.AdapterFolder);
        JsonFiles.WriteLines(folder.HeldOutFile, after.Examples);
        JsonFiles.WriteLines(folder.SamplesFile, after.Samples);
        JsonFiles.Write(folder.EvidenceFile, evidence);
        var result = Result(method, folder, trainable, baseline, after) with
        {
            TrainableHead = head, Stored = adapter.Modules.Sum(module => module.Stored), DegreesOfFreedom = adapter.Modules.Sum(module => module.DegreesOfFreedom),
            StepMemory = memory, FlopsPerToken = flops, BudgetReason = adapter.BudgetReason, Backend = costs,
        };
        JsonFiles.Write(folder.ResultFile, result);
        new CheckpointStore(folder.CheckpointsFolder).Clear();
        services.Progress.Say(FormattableString.Invariant($"{method.Name}: held-out loss {result.LossBefore:0.000} → {result.LossAfter:0.000}, {result.SecondsPerStep:0.000} s a step"));
    }

    private void TrainSteps(
        MethodRecipe method, MethodFolder folder, PreTrainedModel model, AdaptedModel adapter, Optimization optimization, BatchPlan plan, TrainingLength length,
        BackendLoop? hardware, CancellationToken cancellationToken)
    {
        var training = recipe.Training;
        var store = new CheckpointStore(folder.CheckpointsFolder);
        var done = Checkpoint.Load(store, adapter, optimization);
        if (done > 0)
            services.Progress.Say($"{method.Name}: going on after step {done}");
        using var log = MetricsLog.Open(folder.MetricsFile, done, out var before);
        foreach (var row in before)
            length.Spend(row.Values.GetValueOrDefault("seconds"));
        var pace = new Pace(length.Total(done));
        for (var step = done + 1; !length.IsOver(step - 1); step++)
        {
            var indices = plan.Batch(step);
            var batch = task.Batch(indices);
            hardware?.Begin(step, cancellationToken);
            StepResult result;
            try
            {
                result = optimization.Step(step, () => batch.Loss(model), () => task.Describe(indices), length.ScheduleStep(step), byLayer: step == 1 || step % LayerGradients.Every == 0);
            }
            catch when (hardware is not null && step - 1 > done)
            {
                // A step that fails changes nothing: what the steps before it took on the backend is not taken twice.
                Checkpoint.Save(store, step - 1, adapter, optimization);
                throw;
            }
            var left = pace.Step(step, batch.Tokens);
            length.Spend(pace.StepSeconds);

            log.Write(step, Columns(result, batch, pace).Concat(hardware?.Columns() ?? []));
            // Not to be interrupted: the checkpoint below is written when the log holds all that belongs to the step.
            double? heldOut = null;
            if (training.EvaluateEvery > 0 && step % training.EvaluateEvery == 0)
            {
                var (column, loss) = Measured(hardware, () => task.Midway(model, CancellationToken.None));
                log.Write(step, [new(column, loss)]);
                heldOut = loss;
            }
            services.Progress.Report(new ProgressReport(method.Name, step, length.Total(step))
            {
                Loss = result.Loss, HeldOutLoss = heldOut, LossUnit = task.LossUnit, TokensPerSecond = pace.TokensPerSecond, Left = length.TimeLeft ?? left,
            });
            if (step % training.CheckpointEvery == 0 || length.IsOver(step) || cancellationToken.IsCancellationRequested)
                Checkpoint.Save(store, step, adapter, optimization);
            cancellationToken.ThrowIfCancellationRequested();
            pace.Resume();
        }
    }

    private BatchPlan Plan() => new(task.Lengths, recipe.Training.BatchSize, recipe.Seed);

    private static T Measured<T>(BackendLoop? hardware, Func<T> measure) => hardware is null ? measure() : hardware.Evaluate(measure);

    /// <summary>The base model without any adapter: the first line of the table. Measured once for all methods, which start as it.</summary>
    private BaseResult MeasureBase(RunFolder run, CancellationToken cancellationToken)
    {
        if (File.Exists(run.BaseFile))
            return JsonFiles.Read<BaseResult>(run.BaseFile);
        services.Progress.Say("measuring the base model");
        using var model = task.LoadModel();
        if (model.FreshWeights.Count > 0)
            services.Progress.Say($"{Path.GetFileName(modelFolder)} has no {string.Join(", ", model.FreshWeights)}: drawn from seed {recipe.Seed}, to be trained");
        var before = task.Evaluate(model, cancellationToken);
        var result = new BaseResult(Path.GetFileName(modelFolder), model.parameters().Sum(parameter => parameter.numel()), before.Loss, before.Metrics)
        {
            Task = task.Description, LossUnit = task.LossUnit, TextLoss = before.TextLoss, FlopsPerToken = CountFlops(model),
        };
        JsonFiles.WriteLines(run.BaseHeldOutFile, before.Examples);
        JsonFiles.WriteLines(run.BaseSamplesFile, before.Samples);
        JsonFiles.Write(run.BaseFile, result);
        return result;
    }

    /// <summary>What a forward pass takes, a token: counted from the shapes of its matrix products.</summary>
    private double CountFlops(PreTrainedModel model)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var counter = new utils.FlopCounterMode();
        var batch = task.HeldOutBatch;
        batch.Forward(model);
        return (double)counter.get_total_flops() / batch.Tokens;
    }

    private static bool AllFinite(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        return tensor.isfinite().all().ToBoolean();
    }

    private async Task<AdaptedModel> InjectAsync(PreTrainedModel model, MethodRecipe method, AdapterConfig config, int threads, CancellationToken cancellationToken)
    {
        try
        {
            var adapted = await AdaptedModel.InjectAsync(model, config, new AdapterServices(services.Circuits, recipe.Seed, threads), HeadModules.Of(model), cancellationToken).ConfigureAwait(true);
            return model.Config is TextConfig { MaxPositions: var positions } && model.PrefixLength is > 0 and var prefix && recipe.Task.MaxLength > positions - prefix
                ? throw method.Refuse("num_virtual_tokens", $"found {prefix}, which leaves {positions - prefix} of the model's {positions} positions to texts of task.max_length {recipe.Task.MaxLength}")
                : adapted;
        }
        catch (AdapterOptionException error)
        {
            throw method.Refuse(error.Key, error.Message);
        }
    }

    private MethodResult Result(MethodRecipe method, MethodFolder folder, long trainable, BaseResult baseline, Evaluation after)
    {
        var seconds = MetricsLog.Read(folder.MetricsFile).Where(row => row.Values.ContainsKey("seconds")).Select(row => row.Values["seconds"]).Order().ToList();
        var file = new FileInfo(Path.Combine(folder.AdapterFolder, AdaptedModel.TensorFile));
        var metrics = new Dictionary<string, double>(after.Metrics);
        if (task.LossUnit == RunResults.TokenLossUnit)
        {
            metrics.Add("perplexity_before", Math.Exp(baseline.Loss));
            metrics.Add("perplexity_after", Math.Exp(after.Loss));
        }
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
            Steps = seconds.Count,
            TrainSeconds = seconds.Sum(),
            AdapterBytes = file.Exists ? file.Length : null,
            TextLoss = after.TextLoss,
            BleuSignature = after.Scores?.Bleu.Signature ?? "",
            Signatures = after.Scores?.Signatures ?? [],
        };
    }

    private static IEnumerable<KeyValuePair<string, double>> Columns(StepResult result, ITaskBatch batch, Pace pace)
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
}
