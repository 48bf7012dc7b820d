using System.Diagnostics;
using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Torch;
using QaaHybrid.Training;
using static QaaHybrid.Torch.torch;

namespace QaaHybrid.Benchmarks;

/// <summary>A training step of one method of <see cref="AdaptersBenchmark"/>.</summary>
/// <param name="Name">The method.</param>
/// <param name="Stored">Numbers that its file holds.</param>
/// <param name="Ms">Best time of a step, milliseconds.</param>
/// <param name="CpuMs">Least processor time of a step, milliseconds: what it would take on a machine without other work.</param>
/// <param name="MemoryMb">By how much resident memory grew at most over the first two steps of a turn, MB (10⁶ bytes), the least of the turns: adapter, optimiser, activations, gradients. Null where the system does not tell.</param>
/// <param name="Ratio"><see cref="Ms"/> over LoRA's.</param>
/// <param name="CpuRatio"><see cref="CpuMs"/> over LoRA's.</param>
/// <param name="MemoryRatio"><see cref="MemoryMb"/> over LoRA's.</param>
public sealed record AdapterJob(string Name, long Stored, double Ms, double CpuMs, double? MemoryMb, double Ratio, double CpuRatio, double? MemoryRatio);

/// <summary>
/// What a training step (forward, backward, AdamW) of every method costs, relative to LoRA with r = 8 on the same modules: GPT-2 small's shape with random weights, 4 × 128
/// tokens, one base model for all. Methods take turns, round by round, so that whatever else the machine does falls on all of them; the best step counts.
/// </summary>
public static class AdaptersBenchmark
{
    /// <summary>What all others are measured against.</summary>
    public const string Yardstick = "lora";

    private const int StepsPerTurn = 2;

    /// <summary>The settings of the papers where they name one, and methods that take no place.</summary>
    public static IReadOnlyList<(string Method, IReadOnlyDictionary<string, object?> Options)> Usual { get; } =
    [
        .. new (string Method, Dictionary<string, object?> Options)[]
        {
            ("lora", new() { ["r"] = 8 }), ("dora", new() { ["r"] = 8 }), ("oft", []), ("boft", new() { ["boft_block_size"] = 8, ["boft_n_butterfly_factor"] = 2 }),
            ("quic", new() { ["blocks"] = 3, ["orders"] = "1,2" }), ("qaa", []), ("hra", new() { ["r"] = 8 }), ("goft", []), ("vera", []), ("fourierft", []), ("sora", new() { ["r"] = 8 }),
            ("quanta", []), ("quantum-peft", []), ("prefix", []), ("bitfit", []), ("full", []),
        }.Select(entry => (entry.Method, (IReadOnlyDictionary<string, object?>)entry.Options)),
    ];

    /// <summary>Runs the benchmark.</summary>
    /// <param name="session">Circuits.</param>
    /// <param name="methods">Methods and their options; <see cref="Yardstick"/> is among them.</param>
    /// <param name="targets">Where they all go, for methods that adapt layers.</param>
    /// <param name="threads">Threads of libtorch and of the circuit simulator.</param>
    /// <param name="rounds">How often each method's turn comes.</param>
    /// <param name="cancellationToken">Ends the benchmark between turns.</param>
    public static async Task<IReadOnlyList<AdapterJob>> RunAsync(
        QaaSession session, IReadOnlyList<(string Method, IReadOnlyDictionary<string, object?> Options)> methods, string targets, int threads = 1, int rounds = 3,
        CancellationToken cancellationToken = default)
    {
        set_num_threads(threads);
        using var checkpoint = new SmallGpt2();
        using var model = checkpoint.Load();
        model.train();
        using var ids = SmallGpt2.Ids();
        var contenders = methods.Select(entry => new Contender(entry.Method, Configure(entry.Method, entry.Options, targets))).ToList();
        // Whoever comes first pays for what the process and libtorch set up once: this turn counts for nobody.
        var first = methods.First(entry => entry.Method == Yardstick);
        await new Contender(first.Method, Configure(first.Method, first.Options, targets)).TurnAsync(model, ids, session.Services(seed: 1, threads), cancellationToken).ConfigureAwait(false);
        for (var round = 0; round < rounds; round++)
            foreach (var contender in contenders)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await contender.TurnAsync(model, ids, session.Services(seed: 1, threads), cancellationToken).ConfigureAwait(false);
            }
        var lora = contenders.First(contender => contender.Name == Yardstick);
        return [.. contenders.Select(one => new AdapterJob(
            one.Name, one.Stored, one.Ms, one.CpuMs, one.MemoryMb, one.Ms / lora.Ms, one.CpuMs / lora.CpuMs, one.MemoryMb / lora.MemoryMb))];
    }

    private static AdapterConfig Configure(string method, IReadOnlyDictionary<string, object?> options, string targets)
    {
        var config = AdapterRegistry.Configure(method, options);
        return config.Own is ILayerMethod && config.Placement.TargetModules is null
            ? AdapterRegistry.Configure(method, new Dictionary<string, object?>(options) { ["target_modules"] = targets })
            : config;
    }

    private sealed class Contender(string name, AdapterConfig config)
    {
        public string Name => name;

        public long Stored { get; private set; }

        public double Ms { get; private set; } = double.PositiveInfinity;

        public double CpuMs { get; private set; } = double.PositiveInfinity;

        public double? MemoryMb { get; private set; }

        /// <summary>Puts the adapter in, runs a step that does not count and some that do, and takes it out again.</summary>
        public async Task TurnAsync(CausalLM model, Tensor ids, AdapterServices services, CancellationToken cancellationToken)
        {
            var adapted = await AdaptedModel.InjectAsync(model, config, services, cancellationToken).ConfigureAwait(false);
            Stored = adapted.Modules.Sum(module => module.Stored);
            using (var optimization = new Optimization(adapted, new OptimizerRecipe { Lr = 1e-4 }, new LearningRate(new ScheduleRecipe(), 100), maxGradNorm: 1, seed: 1))
            {
                void Step(int step) => optimization.Step(step, () => model.loss(ids, ids), () => name);
                // The least of the turns, as of times: the first ones also pay for what is set up once, and for what others left of the heap.
                if (ResidentMemory.PeakOf(() => { Step(1); Step(2); }) is { } growth)
                    MemoryMb = Math.Min(MemoryMb ?? double.PositiveInfinity, growth / 1e6);
                for (var step = 0; step < StepsPerTurn; step++)
                {
                    var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                    Step(3 + step);
                    (Ms, CpuMs) = (Math.Min(Ms, clock.Elapsed.TotalMilliseconds), Math.Min(CpuMs, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds));
                }
            }
            adapted.Remove();
        }
    }
}
