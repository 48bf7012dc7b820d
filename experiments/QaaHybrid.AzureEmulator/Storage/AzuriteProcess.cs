using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QaaHybrid.AzureEmulator;

/// <summary>Azurite's blob service as a child process on a free port; it ends with the emulator, however that ends.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private AzuriteProcess(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts it.</summary>
    /// <param name="directory">Where it is installed.</param>
    /// <param name="location">Where it keeps its blobs; null keeps them in memory.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">Node is missing, or Azurite does not come up.</exception>
    public static async Task<AzuriteProcess> StartAsync(string directory, string? location, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Clients name newer versions than this Azurite knows; what jobs need has not changed with them.
        foreach (var argument in new[] { "blob.cjs", "--blobHost", "127.0.0.1", "--blobPort", "0", "--silent", "--disableTelemetry", "--skipApiVersionCheck" })
            start.ArgumentList.Add(argument);
        if (location is null)
            start.ArgumentList.Add("--inMemoryPersistence");
        else
        {
            start.ArgumentList.Add("--location");
            start.ArgumentList.Add(Path.GetFullPath(location));
        }
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new IOException($"Azurite was not started: node does not start ({error.Message}); install it (Debian: apt-get install nodejs npm)", error);
        }
        return await ListeningAsync(process, cancellationToken);
    }

    /// <summary>Closes its standard input, at which it writes down what it keeps and ends.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task<AzuriteProcess> ListeningAsync(Process process, CancellationToken cancellationToken)
    {
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var errors = new List<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (Listens().Match(line.Data ?? "") is { Success: true } match)
                port.TrySetResult(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            else if (line.Data is null)
                port.TrySetException(new IOException($"Azurite ended before it listened: {string.Join(" | ", errors)}"));
        };
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data ?? "");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            return new AzuriteProcess(process, await port.Task.WaitAsync(StartPatience, cancellationToken));
        }
        catch (TimeoutException)
        {
            await EndAsync(process);
            throw new IOException($"Azurite does not listen after {StartPatience.TotalSeconds} s");
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(StopPatience);
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    [GeneratedRegex(@"listens on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listens();
}
