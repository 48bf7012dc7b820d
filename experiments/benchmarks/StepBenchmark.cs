using System.Diagnostics;
using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid.Benchmarks;

/// <summary>
/// The time of one optimiser step of every method of a recipe, beside the LoRA method with the nearest number of trained parameters: same model, same
/// batches, turn by turn in one process, so that whatever else the machine does falls on all of them.
/// </summary>
public static class StepBenchmark
{
    private const int WarmUp = 5;

    /// <summary>Runs the benchmark.</summary>
    /// <param name="session">Circuits.</param>
    /// <param name="recipe">Its methods are timed; without a LoRA among them there is no yardstick.</param>
    /// <param name="rounds">How often each method's turn comes; the best turn counts.</param>
    /// <param name="steps">Steps in a turn.</param>
    /// <param name="cancellationToken">Ends the benchmark between turns.</param>
    public static async Task<IReadOnlyList<BenchmarkJob>> RunAsync(
        QaaSession session, Recipe recipe, int rounds = 12, int steps = 10, CancellationToken cancellationToken = default)
    {
        var threads = Threads.Use(recipe.Threads);
        var folder = ModelFolder.Resolve(recipe.Model, Places.Models);
        var config = PretrainedConfig.FromFile<TextConfig>(Path.Combine(folder, PretrainedConfig.FileName));
        var text = new TaskText(TaskLoader.Load(recipe.Task, recipe.Seed), config.LoadTokenizer(folder), TextMarks.Of(config, folder), recipe.Task.MaxLength);
        var contenders = new List<Contender>();
        foreach (var (method, adapterConfig) in recipe.Methods.Zip(MethodConfigs.Of(recipe)))
        {
            var model = CausalLM.from_pretrained(folder);
            var adapter = await AdaptedModel.InjectAsync(model, adapterConfig, session.Services(recipe.Seed, threads), cancellationToken).ConfigureAwait(true);
            contenders.Add(new Contender(method, model, adapter, text, recipe));
        }
        foreach (var contender in contenders)
            contender.Turn(WarmUp);
        for (var round = 0; round < rounds; round++)
            foreach (var contender in contenders)
            {
                cancellationToken.ThrowIfCancellationRequested();
                contender.Turn(steps);
            }
        var yardsticks = contenders.Where(contender => contender.Method.Adapter == "lora").ToList();
        var jobs = contenders.ConvertAll(contender =>
            new BenchmarkJob(contender.Method.Name, contender.Best, yardsticks.MinBy(lora => Math.Abs(lora.Parameters - contender.Parameters))?.Best));
        contenders.ForEach(contender => contender.Dispose());
        return jobs;
    }

    private sealed class Contender(MethodRecipe method, CausalLM model, AdaptedModel adapter, TaskText text, Recipe recipe) : IDisposable
    {
        private readonly Optimization _optimization = new(adapter, method.Optimizer, new LearningRate(recipe.Training.Schedule, recipe.Training.Steps), recipe.Training.MaxGradNorm, recipe.Seed);
        private readonly BatchPlan _plan = new([.. text.Training.Select(example => example.Ids.Count)], recipe.Training.BatchSize, recipe.Seed);

        public MethodRecipe Method => method;

        public long Parameters => _optimization.Count;

        /// <summary>Milliseconds a step in the best turn.</summary>
        public double Best { get; private set; } = double.PositiveInfinity;

        public void Dispose()
        {
            _optimization.Dispose();
            model.Dispose();
        }

        // Every turn takes the same batches, the first ones, so that turns can be compared.
        public void Turn(int steps)
        {
            var clock = Stopwatch.StartNew();
            for (var step = 1; step <= steps; step++)
            {
                var batch = text.BatchOf(_plan.Batch(step));
                _optimization.Step(step, () => model.loss(batch.InputIds(), batch.Labels()), () => method.Name);
            }
            if (steps > WarmUp)
                Best = Math.Min(Best, clock.Elapsed.TotalMilliseconds / steps);
        }
    }
}
