using QaaHybrid.Models;
using QaaHybrid.Torch;
using static QaaHybrid.Torch.torch;

namespace QaaHybrid.Benchmarks;

/// <summary>
/// A checkpoint of GPT-2 small's shape: how long it takes to load, beside reading its file; what a training step of LoRA and of QAA on it costs in every
/// arrangement of element types, beside LoRA in single precision; how fast it generates. Jobs take turns; the best turn counts.
/// </summary>
public static class ModelBenchmark
{
    private const int PromptLength = 32, NewTokens = 64;

    private static readonly (string Name, LoadOptions Options, bool Checkpointed)[] Kinds =
    [
        ("float32", new LoadOptions(), false),
        ("float32, checkpointed", new LoadOptions(), true),
        ("bfloat16, float32 between", new LoadOptions(ScalarType.BFloat16, ScalarType.Float32), false),
        ("bfloat16, float32 between, checkpointed", new LoadOptions(ScalarType.BFloat16, ScalarType.Float32), true),
        ("bfloat16", new LoadOptions(ScalarType.BFloat16), false),
    ];

    /// <summary>Runs the benchmark.</summary>
    /// <param name="session">Services of adapters.</param>
    /// <param name="threads">Threads of libtorch and of circuits.</param>
    /// <param name="rounds">How often each job's turn comes.</param>
    /// <param name="progress">Told of every round; null for none.</param>
    /// <param name="cancellationToken">Ends the benchmark between turns.</param>
    public static async Task<IReadOnlyList<ModelJob>> RunAsync(
        QaaSession session, int threads = 1, int rounds = 3, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        set_num_threads(threads);
        using var checkpoint = new SmallGpt2();
        var loading = Load(checkpoint, rounds, cancellationToken);
        progress?.Report("loading is timed, training steps come next");
        var steps = await StepAsync(session, checkpoint, threads, rounds, progress, cancellationToken).ConfigureAwait(false);
        progress?.Report("generation comes last");
        return [.. loading, .. steps, .. Generate(checkpoint, rounds, cancellationToken)];
    }

    private static List<ModelJob> Load(SmallGpt2 checkpoint, int rounds, CancellationToken cancellationToken)
    {
        var file = Path.Combine(checkpoint.Folder, ModelWeights.FileName);
        var (read, load, use) = (new Measured(), new Measured(), new Measured());
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read.Measure(() =>
            {
                var buffer = new byte[1 << 20];
                using var stream = File.OpenRead(file);
                while (stream.Read(buffer) > 0) { }
                return null;
            });
            load.Measure(() => checkpoint.Load());
            // Mapped weights come into memory when they are touched.
            use.Measure(() =>
            {
                var model = checkpoint.Load();
                using var scope = NewDisposeScope();
                using var unrecorded = no_grad();
                foreach (var parameter in model.parameters())
                    parameter.sum();
                return model;
            });
        }
        return [new("read the file", read.Ms, null, null, null, null), load.Job("load", read.Ms), use.Job("load and touch all", read.Ms)];
    }

    private static async Task<List<ModelJob>> StepAsync(
        QaaSession session, SmallGpt2 checkpoint, int threads, int rounds, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var jobs = ((string[])["lora", "qaa"]).SelectMany(method => Kinds.Select(kind => (Method: method, Kind: kind, Time: new Measured()))).ToList();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (method, kind, time) in jobs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var model = checkpoint.Load(kind.Options);
                await SmallGpt2.AdaptAsync(model, method, session, threads, cancellationToken).ConfigureAwait(false);
                model.gradient_checkpointing = kind.Checkpointed;
                using var scope = NewDisposeScope();
                var ids = SmallGpt2.Ids();
                IDisposable? Step()
                {
                    using var inner = NewDisposeScope();
                    model.loss(ids, ids).backward();
                    model.zero_grad();
                    return null;
                }

                // The first step brings the mapped weights into memory.
                Step();
                for (var step = 0; step < 2; step++)
                    time.Measure(Step);
            }
            progress?.Report($"{round + 1} of {rounds} rounds of steps");
        }
        return jobs.ConvertAll(job => job.Time.Job($"step, {job.Method}, {job.Kind.Name}", jobs[0].Time.Ms, SmallGpt2.Batch * SmallGpt2.Length));
    }

    private static List<ModelJob> Generate(SmallGpt2 checkpoint, int rounds, CancellationToken cancellationToken)
    {
        var jobs = ((int[])[1, 8]).SelectMany(batch => Kinds.Where(kind => !kind.Checkpointed).Select(kind => (Batch: batch, Kind: kind, Time: new Measured()))).ToList();
        for (var round = 0; round < rounds; round++)
            foreach (var (batch, kind, time) in jobs)
            {
                using var model = checkpoint.Load(kind.Options);
                var prompts = Enumerable.Range(0, batch).Select(row => (IReadOnlyList<int>)[.. Enumerable.Range(0, PromptLength).Select(i => (row * 31 + i * 7919) % 50257)]).ToList();
                var config = new GenerationConfig { MaxNewTokens = NewTokens, EosTokenIds = [], BatchSize = batch };
                time.Measure(() =>
                {
                    model.generate(prompts, config, cancellation: cancellationToken);
                    return null;
                });
            }
        return jobs.ConvertAll(job => job.Time.Job($"generate, batch {job.Batch}, {job.Kind.Name}", tokens: job.Batch * NewTokens));
    }
}
