using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;

namespace QaaHybrid.Benchmarks;

/// <summary>One step and one fault: a job that meets it once, one that meets it until nobody tries any more, and the latter asked for again.</summary>
internal sealed class FaultCell(AzureEmulatorServer service, QuantumWorkspace workspace, string folder, string step, FaultKind kind, int place)
{
    // What hangs, hangs for ever: after so long a person presses Ctrl-C.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);
    private static readonly WaitOptions Wait = JobBatch.Wait with { Outage = TimeSpan.FromMilliseconds(200) };

    public async Task<FaultRow> RunAsync(CancellationToken cancellationToken)
    {
        var once = await AskAsync("once", 1, cancellationToken).ConfigureAwait(false);
        var always = await AskAsync("always", null, cancellationToken).ConfigureAwait(false);
        var found = Journal("always");
        service.Faults.Clear();
        if (kind == FaultKind.Hang)
            await Jobs("always").CancelAsync(found.Id, cancellationToken).ConfigureAwait(false);
        var again = await AskAsync("always", 0, cancellationToken).ConfigureAwait(false);
        var jobs = JobsNamed("always");
        var needed = step == Steps.JobRun ? 2 : 1;
        return new FaultRow(
            step, Name(kind), once, always, NameOf(found), again, jobs,
            again == "done" && jobs == needed && JobsNamed("once") <= needed && Journal("always").Step == JobStep.Fetched);
    }

    private async Task<string> AskAsync(string name, int? times, CancellationToken cancellationToken)
    {
        if (times != 0)
            service.Faults.Replace([new Fault(step, kind) { Times = times }]);
        var calls = service.State.Calls.GetValueOrDefault(step);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (kind == FaultKind.Hang)
            patience.CancelAfter(Patience);
        try
        {
            var request = JobBatch.Request(place, NameOf(name));
            await Jobs(name).RunAsync(request, JobKey.Of(request), cancellationToken: patience.Token).ConfigureAwait(false);
            return times == 0 ? "done" : service.Faults.Pending is [{ Times: not null }] ? "not met" : "retried, done";
        }
        catch (QuantumServiceException error)
        {
            return $"{(service.State.Calls.GetValueOrDefault(step) - calls > 1 && error.IsTransient ? "retried, " : "")}reported: {error.Code}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "waits until stopped";
        }
    }

    private JournalledJobs Jobs(string name) => new(new JobJournal(Path.Combine(folder, name)), workspace, Wait);

    private JournalEntry Journal(string name) => new JobJournal(Path.Combine(folder, name)).Entries[^1];

    private int JobsNamed(string name) => service.State.Jobs.Count(job => job.Name == NameOf(name));

    private string NameOf(string name) => $"{step} {Name(kind)} {name}";

#pragma warning disable CA1308 // lower case is how tables write words
    private static string NameOf(JournalEntry entry) => entry.IsLost ? $"ended, {entry.State!.ToLowerInvariant()}" : entry.Step.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static string Name(FaultKind kind) => (string)FaultFile.Write([new Fault(kind is FaultKind.Fail or FaultKind.Cancel or FaultKind.Hang ? Steps.JobRun : Steps.SasUri, kind)])["faults"]![0]!["kind"]!;
}
