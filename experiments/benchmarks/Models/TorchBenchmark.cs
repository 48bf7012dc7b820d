using System.Diagnostics;
using System.Globalization;
using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Torch;
using static QaaHybrid.Torch.torch;

namespace QaaHybrid.Benchmarks;

/// <summary>A training step.</summary>
/// <param name="Ms">Milliseconds.</param>
/// <param name="CpuMs">Those in which a processor worked for the process: where others use the machine too, the steadier number of one thread.</param>
/// <param name="Loss">The loss before the step.</param>
public sealed record TorchStep(double Ms, double CpuMs, double Loss)
{
    /// <summary>The lesser times of two steps, and the loss of the later one.</summary>
    internal TorchStep Best(TorchStep later) => new(Math.Min(Ms, later.Ms), Math.Min(CpuMs, later.CpuMs), later.Loss);
}

/// <summary>Training steps here and in python3-torch, turn by turn: the best times and the last losses.</summary>
/// <param name="Ours">Here.</param>
/// <param name="Python">There.</param>
/// <param name="Libtorch">Version here.</param>
/// <param name="PythonTorch">Version there.</param>
public sealed record TorchComparison(TorchStep Ours, TorchStep Python, string Libtorch, string PythonTorch)
{
    /// <summary>Our speed over Python's: above 1 is faster.</summary>
    public double Speed => Python.Ms / Ours.Ms;

    /// <summary>The same by the time of processors.</summary>
    public double CpuSpeed => Python.CpuMs / Ours.CpuMs;
}

/// <summary>
/// One training step of LoRA on GPT-2 small's shape (forward, backward, AdamW on 4 × 128 tokens, float32), beside the same model written in
/// python3-torch (torch_step.py): same weights, same start values, same tokens, same settings of libtorch, OpenBLAS and the allocator, and the same losses step
/// after step, or it fails.
/// </summary>
public static class TorchBenchmark
{
    private const double LearningRate = 1e-3;

    /// <summary>The interpreter that has Debian's python3-torch.</summary>
    public const string DefaultPython = "/usr/bin/python3";

    /// <summary>Whether this Python has torch.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<bool> IsAvailableAsync(string python, CancellationToken cancellationToken = default) => TorchYardstick.HasTorchAsync(python, cancellationToken);

    /// <summary>Runs the benchmark.</summary>
    /// <param name="session">Services of adapters.</param>
    /// <param name="python">The interpreter.</param>
    /// <param name="threads">Threads of both sides.</param>
    /// <param name="rounds">Turns of each side; the best counts.</param>
    /// <param name="cancellationToken">Ends the benchmark between turns.</param>
    /// <exception cref="InvalidOperationException">The two sides do not compute the same, or the script failed.</exception>
    public static async Task<TorchComparison> RunAsync(
        QaaSession session, string python = DefaultPython, int threads = 1, int rounds = 10, CancellationToken cancellationToken = default)
    {
        set_num_threads(threads);
        using var checkpoint = new SmallGpt2();
        using var model = checkpoint.Load();
        var adapter = await SmallGpt2.AdaptAsync(model, "lora", session, threads, cancellationToken).ConfigureAwait(false);
        adapter.Save(checkpoint.Folder);
        var script = Path.Combine(checkpoint.Folder, "torch_step.py");
        await File.WriteAllTextAsync(script, await ReadScriptAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        using var yardstick = await TorchYardstick.StartAsync(
            python, script,
            [
                checkpoint.Folder, Path.Combine(checkpoint.Folder, "adapter_model.safetensors"), Text(SmallGpt2.Batch), Text(SmallGpt2.Length), Text(threads),
                LearningRate.ToString(CultureInfo.InvariantCulture),
            ],
            threads, cancellationToken).ConfigureAwait(false);

        return Compare(model, adapter, yardstick, rounds, cancellationToken);
    }

    private static TorchComparison Compare(CausalLM model, AdaptedModel adapter, TorchYardstick yardstick, int rounds, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var ids = SmallGpt2.Ids();
        using var optimizer = optim.AdamW(adapter.TrainableParameters.Select(entry => entry.p), lr: LearningRate, weight_decay: 0);
        TorchStep? ours = null, python = null;
        // The first turn of both brings weights into memory.
        for (var round = 0; round <= rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (here, there) = (Step(), yardstick.Step());
            if (!(Math.Abs(here.Loss - there.Loss) <= 1e-4 * Math.Abs(there.Loss)))
                throw new InvalidOperationException(FormattableString.Invariant($"step {round + 1}: the loss is {here.Loss} here and {there.Loss} in Python: the two do not compute the same"));
            if (round > 0)
                (ours, python) = (ours?.Best(here) ?? here, python?.Best(there) ?? there);
        }
        return new TorchComparison(ours!, python!, __version__, yardstick.Version);

        TorchStep Step()
        {
            var (clock, used) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            using var inner = NewDisposeScope();
            var loss = model.loss(ids, ids);
            loss.backward();
            optimizer.step();
            optimizer.zero_grad();
            var value = loss.ToDouble();
            return new TorchStep(clock.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds, value);
        }
    }

    private static async Task<string> ReadScriptAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(TorchBenchmark).Assembly.GetManifestResourceStream("torch_step.py")!);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
