using QaaHybrid.Azure;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>Says what becomes of jobs while a command works.</summary>
internal sealed class JobRemarks(CommandContext context) : IProgress<JournalEntry>
{
    private readonly List<string> _ids = [];
    private readonly Dictionary<string, JournalEntry> _latest = [];

    /// <summary>Whether jobs are asked for by what they measure: that nothing is measured, because it was before, is said then.</summary>
    public bool TellsRepeats { get; init; }

    /// <summary>The jobs that were heard of, in the order of their first step.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (_ids)
                return [.. _ids];
        }
    }

    /// <summary>The job, where there was one.</summary>
    public string? Job => Ids is [var only] ? only : null;

    /// <summary>The jobs, where there were several.</summary>
    public IReadOnlyList<string>? Jobs => Ids is { Count: > 1 } ids ? ids : null;

    /// <summary>What was measured where, with which jobs, and what they may cost.</summary>
    public string Sentence(AzureSession session, string target)
    {
        lock (_ids)
            return $"{(_ids is [var only] ? $"job {only}" : Counted.Of(_ids.Count, "job"))} on {session.Called(target)}, {JobRow.CostOf([.. _latest.Values.Select(entry => (entry.Price, entry.Charge))])}";
    }

    public void Report(JournalEntry value)
    {
        bool isFirst;
        lock (_ids)
        {
            isFirst = _latest.TryAdd(value.Id, value);
            if (isFirst)
                _ids.Add(value.Id);
            _latest[value.Id] = value;
        }
        if (isFirst && TellsRepeats && value.Step == JobStep.Fetched)
            context.Say($"job {value.Id} measured this before; another --seed measures it again");
        else if (value.Step == JobStep.Planned && value.Price is { Amount: not 0 } price)
            context.Say($"job {value.Id} on {value.Target} may cost {(price.Amount is null ? $"what nobody knows beforehand, in {price.Unit}" : $"up to {price}")}");
        else if (value.Step is JobStep.Submitted or JobStep.Ended)
            context.Say($"job {value.Id} on {value.Target}: {value.State}{(value.Message is { } message ? $" ({message})" : "")}");
    }

    /// <summary>Does something that sends jobs. Where it fails or is stopped, it is said what becomes of those that have not given their results.</summary>
    /// <exception cref="RunInterruptedException">It was stopped while jobs were under way.</exception>
    public async Task<T> DuringAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(true);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested && Ids.Count > 0)
        {
            throw JobsCommand.Interrupted(context, Ids, error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            TellOpen();
            throw;
        }
    }

    private void TellOpen()
    {
        List<JournalEntry> open;
        lock (_ids)
            open = [.. _latest.Values.Where(entry => entry.IsOpen)];
        foreach (var entry in open)
            context.Say(entry.Step == JobStep.Planned
                ? $"job {entry.Id} is written down and may not have been sent; the same command, or 'qaa jobs wait {entry.Id}{AzureOptions.Again(context)}', sends it, 'qaa jobs cancel' strikes it off"
                : $"job {entry.Id} is {entry.State}; 'qaa jobs fetch {entry.Id}{AzureOptions.Again(context)}' gives its result");
    }
}
