using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace QaaHybrid.Benchmarks;

/// <summary>A Python process that holds torch_step.py's model and takes one step at a time.</summary>
internal sealed class TorchYardstick : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private TorchYardstick(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>python3-torch's version.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Whether this Python has torch.</summary>
    public static async Task<bool> HasTorchAsync(string python, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import torch"]) { RedirectStandardError = true })!;
            await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Starts it, with the libraries' and the allocator's settings that this process has, and waits until the model is there.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="script">torch_step.py.</param>
    /// <param name="arguments">The script's.</param>
    /// <param name="threads">Threads of libtorch and its BLAS.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<TorchYardstick> StartAsync(string python, string script, IEnumerable<string> arguments, int threads, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(python, [script, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var count = threads.ToString(CultureInfo.InvariantCulture);
        // What QaaHybrid.Torch sets for itself; torch.set_num_threads does not reach OpenBLAS.
        foreach (var (name, value) in ((string, string)[])
            [
                ("OMP_NUM_THREADS", count), ("OPENBLAS_NUM_THREADS", count), ("OMP_WAIT_POLICY", "passive"),
                ("MALLOC_MMAP_THRESHOLD_", "1073741824"), ("MALLOC_TRIM_THRESHOLD_", "1073741824"), ("MALLOC_TOP_PAD_", "67108864"),
            ])
            start.Environment[name] = value;
        var yardstick = new TorchYardstick(Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start"));
        try
        {
            yardstick.Version = await yardstick._process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false)
                ?? throw Ended(await yardstick._errors.ConfigureAwait(false));
            return yardstick;
        }
        catch
        {
            yardstick.Dispose();
            throw;
        }
    }

    /// <summary>One step, by its own clocks. It blocks: tensors of a scope stay on their thread.</summary>
    public TorchStep Step()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw Ended(_errors.GetAwaiter().GetResult());
        var numbers = line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToList();
        return new TorchStep(numbers[0], numbers[1], numbers[2]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static InvalidOperationException Ended(string errors) => new($"torch_step.py ended: {errors.Trim()}");
}
