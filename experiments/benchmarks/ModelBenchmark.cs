using System.Diagnostics;
using System.Globalization;
using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Torch;
using static QaaHybrid.Torch.torch;

namespace QaaHybrid.Benchmarks;

/// <summary>One job of <see cref="ModelBenchmark"/>.</summary>
/// <param name="Name">Which job.</param>
/// <param name="Ms">Best time, milliseconds.</param>
/// <param name="YardstickMs">Best time of the yardstick; null for a yardstick itself.</param>
/// <param name="TokensPerSecond">Tokens forward and backward; null where nothing is trained.</param>
/// <param name="MemoryMb">By how much resident memory grew at most, MB (10⁶ bytes); null where the system does not tell.</param>
public sealed record ModelJob(string Name, double Ms, double? YardstickMs, double? TokensPerSecond, double? MemoryMb)
{
    /// <summary>Our time over the yardstick's: below 1 is faster.</summary>
    public double? Ratio => Ms / YardstickMs;
}

/// <summary>
/// A checkpoint of GPT-2 small's shape, 124 million random weights in 498 MB: how long it takes to load, beside reading its file, and what a training step of
/// LoRA on it costs in every arrangement of element types, beside single precision. Jobs take turns; the best turn counts.
/// </summary>
public static class ModelBenchmark
{
    private const int Batch = 4, Length = 128, Rank = 8;

    /// <summary>Runs the benchmark.</summary>
    /// <param name="session">Services of adapters.</param>
    /// <param name="threads">Threads of libtorch.</param>
    /// <param name="rounds">How often each job's turn comes.</param>
    /// <param name="cancellationToken">Ends the benchmark between turns.</param>
    public static async Task<IReadOnlyList<ModelJob>> RunAsync(QaaSession session, int threads = 1, int rounds = 3, CancellationToken cancellationToken = default)
    {
        set_num_threads(threads);
        var folder = Path.Combine(Path.GetTempPath(), $"qaa-bench-model-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
        try
        {
            var config = new GPT2Config { VocabSize = 50257, HiddenSize = 768, NumHiddenLayers = 12, NumAttentionHeads = 12, ResidPdrop = 0, EmbdPdrop = 0, AttnPdrop = 0 };
            using (var model = CausalLM.from_config(config, seed: 1))
                model.save_pretrained(folder);
            GC.Collect();
            return [.. Load(folder, rounds, cancellationToken), .. await StepAsync(session, folder, rounds, cancellationToken).ConfigureAwait(false)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<ModelJob> Load(string folder, int rounds, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, ModelWeights.FileName);
        var (read, load, use) = (new Best(), new Best(), new Best());
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
            load.Measure(() => CausalLM.from_pretrained(folder));
            // Mapped weights come into memory when they are touched.
            use.Measure(() =>
            {
                var model = CausalLM.from_pretrained(folder);
                using var scope = NewDisposeScope();
                using var unrecorded = no_grad();
                foreach (var parameter in model.parameters())
                    parameter.sum();
                return model;
            });
        }
        return [new("read the file", read.Ms, null, null, null), new("load", load.Ms, read.Ms, null, load.MemoryMb), new("load and touch all", use.Ms, read.Ms, null, use.MemoryMb)];
    }

    private static async Task<List<ModelJob>> StepAsync(QaaSession session, string folder, int rounds, CancellationToken cancellationToken)
    {
        (string Name, LoadOptions Options, bool Checkpointed)[] kinds =
        [
            ("float32", new LoadOptions(), false),
            ("float32, checkpointed", new LoadOptions(), true),
            ("bfloat16, float32 between", new LoadOptions(ScalarType.BFloat16, ScalarType.Float32), false),
            ("bfloat16", new LoadOptions(ScalarType.BFloat16), false),
        ];
        var times = kinds.Select(_ => new Best()).ToList();
        var ids = Enumerable.Range(0, Batch * Length).Select(i => i * 7919L % 50257).ToArray();
        for (var round = 0; round < rounds; round++)
            foreach (var (kind, best) in kinds.Zip(times))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var model = CausalLM.from_pretrained(folder, kind.Options);
                var lora = AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["r"] = Rank, ["target_modules"] = "c_attn" });
                await AdaptedModel.InjectAsync(model, lora, session.Services(seed: 1, threads: 1), cancellationToken).ConfigureAwait(false);
                model.gradient_checkpointing = kind.Checkpointed;
                using var scope = NewDisposeScope();
                var batch = tensor(ids, [Batch, Length]);
                IDisposable? Step()
                {
                    using var inner = NewDisposeScope();
                    model.loss(batch, batch).backward();
                    model.zero_grad();
                    return null;
                }

                // The first step brings the mapped weights into memory.
                Step();
                for (var step = 0; step < 2; step++)
                    best.Measure(Step);
            }
        return [.. kinds.Zip(times, (kind, best) => new ModelJob($"step, {kind.Name}", best.Ms, times[0].Ms, Batch * Length * 1000 / best.Ms, best.MemoryMb))];
    }

    /// <summary>The best time of several runs, and the memory of the first, which starts with nothing free and so does not count for the time.</summary>
    private sealed class Best
    {
        public double Ms { get; private set; } = double.PositiveInfinity;

        public double? MemoryMb { get; private set; }

        public void Measure(Func<IDisposable?> job)
        {
            if (MemoryMb is null && OperatingSystem.IsLinux())
            {
                ResidentMemory.ResetPeak();
                var before = ResidentMemory.Now;
                using (job())
                    MemoryMb = (ResidentMemory.Peak - before) / 1e6;
            }
            var clock = Stopwatch.StartNew();
            using (job())
                Ms = Math.Min(Ms, clock.Elapsed.TotalMilliseconds);
        }
    }
}
