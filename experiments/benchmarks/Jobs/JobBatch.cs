using System.Globalization;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks;

/// <summary>A few small jobs that a process sends in one life, all different, several at once; the same again in the next life.</summary>
public static class JobBatch
{
    /// <summary>How many jobs there are in it.</summary>
    public const int Size = 12;

    /// <summary>How often each is measured.</summary>
    public const int Shots = 16;

    private const int AtOnce = 6;

    /// <summary>Failed requests are repeated soon: the service is on this machine.</summary>
    public static WorkspaceOptions Patience { get; } = new() { MaxRetries = 3, RetryDelay = TimeSpan.FromMilliseconds(5), MaxRetryDelay = TimeSpan.FromMilliseconds(50) };

    /// <summary>Jobs end within milliseconds here.</summary>
    public static WaitOptions Wait { get; } = new() { FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(50), Outage = TimeSpan.FromSeconds(5) };

    /// <summary>What job <paramref name="index"/> of a batch is called.</summary>
    public static string NameOf(int batch, int index) => string.Create(CultureInfo.InvariantCulture, $"batch {batch}, job {index}");

    /// <summary>Sends a batch and keeps its results; jobs that the journal has are not sent again.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="workspace">Where they are sent.</param>
    /// <param name="batch">Which batch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task SendAsync(JobJournal journal, QuantumWorkspace workspace, int batch, CancellationToken cancellationToken)
    {
        var jobs = new JournalledJobs(journal, workspace, Wait);
        return Parallel.ForEachAsync(
            Enumerable.Range(0, Size), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, stop) =>
            {
                var request = Request(Size * batch + index, NameOf(batch, index));
                await jobs.RunAsync(request, JobKey.Of(request, batch, index), cancellationToken: stop).ConfigureAwait(false);
            });
    }

    /// <summary>A circuit of two gates; every number gives another.</summary>
    internal static JobRequest Request(int number, string name)
    {
        Gate[] gates = [new(GateKind.RY, 0, Angle.Constant(0.1 * (number + 1))), new(GateKind.CX, 0, 1)];
        return JobRequest.Qir(JobRequest.NewId(), name, "emulator.sampled", QirWriter.ToText(new Circuit("two qubits", 2, 0, 0, gates), []), Shots);
    }
}
