using System.Diagnostics;
using QaaHybrid.Azure;
using QaaHybrid.Cli.Commands.Azure;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary>Trains a method in a process of its own: its memory is its own, several work side by side, and one that dies takes no other with it.</summary>
internal static class ChildProcess
{
    /// <summary>What trains in processes that send their jobs to a workspace.</summary>
    /// <param name="workspace">Its connection string, which holds a key and is no argument that others see; null is the environment's.</param>
    public static MethodWorker WithWorkspace(string? workspace) => (run, method, progress, cancellationToken) => TrainAsync(run, method, workspace, progress, cancellationToken);

    // Carries TrainMethodCommand out; the message of a failure is the one that the process ended with.
    private static async Task TrainAsync(RunFolder run, string method, string? workspace, IProgressSink progress, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Command(run, method, workspace)) ?? throw new InvalidOperationException("no process was started");
        // The end of its input asks it to stop; it is the end of this process, too.
        await using var stop = cancellationToken.Register(() => process.StandardInput.Close()).ConfigureAwait(true);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None).ConfigureAwait(true) is { } line)
            ProgressLines.Pass(line, progress);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(true);
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != ExitCode.Done)
            throw new ChildFailedException(process.ExitCode, Message(await errors.ConfigureAwait(true), process.ExitCode));
    }

    private static ProcessStartInfo Command(RunFolder run, string method, string? workspace)
    {
        var start = OwnProgram.With("train-method", run.Path, "--method", method);
        if (workspace is not (null or AzureOptions.Emulator))
            start.Environment[WorkspaceConnection.ConnectionStringVariable] = workspace;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }

    private static string Message(string errors, int exitCode)
    {
        const string prefix = "qaa: ";
        var said = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : line)
            .Where(line => !line.StartsWith("this is a fault of QaaHybrid", StringComparison.Ordinal)).ToList();
        const int signals = 128;
        return said.Count > 0 ? string.Join(' ', said)
            : exitCode > signals ? $"the process was ended by signal {exitCode - signals}{(exitCode == signals + 9 ? " (killed; perhaps for want of memory)" : "")}"
            : $"the process ended with code {exitCode}";
    }
}

/// <summary>A training in a process of its own failed.</summary>
/// <param name="exitCode">What the process returned.</param>
/// <param name="message">What it said.</param>
internal sealed class ChildFailedException(int exitCode, string message) : Exception(message)
{
    /// <summary>What the process returned.</summary>
    public int ExitCode { get; } = exitCode;
}
