using QaaHybrid.Azure;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>Says what becomes of jobs while a command works.</summary>
internal sealed class JobRemarks(CommandContext context) : IProgress<JournalEntry>
{
    private readonly List<string> _ids = [];

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

    public void Report(JournalEntry value)
    {
        bool isFirst;
        lock (_ids)
        {
            isFirst = !_ids.Contains(value.Id);
            if (isFirst)
                _ids.Add(value.Id);
        }
        if (isFirst && value.Step == JobStep.Fetched)
            context.Say($"job {value.Id} measured this before; another --seed measures it again");
        else if (value.Step is JobStep.Submitted or JobStep.Ended)
            context.Say($"job {value.Id} on {value.Target}: {value.State}{(value.Message is { } message ? $" ({message})" : "")}");
    }
}
