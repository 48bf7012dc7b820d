using System.CommandLine;
using QaaHybrid.Azure;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa jobs list|targets|wait|fetch|cancel</c>: the jobs of a journal, those of a workspace that are in none, and where it can send some.</summary>
internal static class JobsCommand
{
    /// <summary>Which jobs, by their ids or the first letters of these.</summary>
    public static readonly Argument<string[]> Ids = new("ID") { Description = "jobs, by their ids or the first letters of these (default: all that are not finished)", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() => new("jobs", "what was sent to Azure Quantum: list, wait, fetch, cancel, in any process and on any day; and what its targets are")
    {
        JobsListCommand.Create(), JobsTargetsCommand.Create(), JobsWaitCommand.Create(), JobsFetchCommand.Create(), JobsCancelCommand.Create(),
    };

    /// <summary>The journal that the command line names.</summary>
    /// <exception cref="UsageException">There is none in that folder.</exception>
    public static JobJournal Journal(CommandContext context)
    {
        var folder = Folder(context);
        return JobJournal.IsIn(folder) ? new JobJournal(folder) : throw new UsageException(
            $"{folder} has no {JobJournal.FileName}: nothing was sent from there. Name the folder of the journal, or of a run, with --journal");
    }

    /// <summary>The journal's folder: the one that the command line names, or, of a run, that of its one method with jobs.</summary>
    /// <exception cref="UsageException">It is a file, or a run of which several methods have jobs.</exception>
    public static string Folder(CommandContext context)
    {
        var folder = AzureOptions.JournalFolder(context);
        if (JobJournal.IsIn(folder) || !RunFolder.Is(folder))
            return folder;
        var methods = Path.Combine(folder, "methods");
        var journals = Directory.Exists(methods) ? Directory.GetDirectories(methods).Where(JobJournal.IsIn).Order(StringComparer.Ordinal).ToList() : [];
        return journals switch
        {
            [] => folder,
            [var only] => only,
            _ => throw new UsageException($"{folder} is a run, and {journals.Count} of its methods have jobs; name one with --journal: {string.Join(", ", journals)}"),
        };
    }

    /// <summary>The jobs that the command line names; without names all that are open.</summary>
    /// <returns>Ids; of those that are not in the journal only whole ones.</returns>
    /// <exception cref="UsageException">There is no journal, or some first letters fit no job, or several.</exception>
    public static IReadOnlyList<string> Named(CommandContext context)
    {
        if (context.Get(Ids) is not { Length: > 0 } named)
            return [.. Journal(context).Entries.Where(entry => entry.IsOpen).Select(entry => entry.Id)];
        var journal = new JobJournal(Folder(context));
        return [.. named.Select(name => Full(name, context, journal)).Distinct()];
    }

    private static string Full(string name, CommandContext context, JobJournal journal)
    {
        var fitting = journal.Entries.Where(entry => entry.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Id).ToList();
        return fitting switch
        {
            [var only] => only,
            [] when Guid.TryParse(name, out var id) && context.Get(AzureOptions.Workspace) is not null => id.ToString("D"),
            [] => throw new UsageException($"{journal.File} has no job {name}; 'qaa jobs list' shows those it has, and with --workspace whole ids of others are taken"),
            _ => throw new UsageException($"{fitting.Count} jobs begin with {name}: {string.Join(", ", fitting.Take(3))}{(fitting.Count > 3 ? ", …" : "")}; give more letters"),
        };
    }

    /// <summary>What a command that only waited says when it is stopped.</summary>
    public static RunInterruptedException Interrupted(CommandContext context, IReadOnlyList<string> ids, OperationCanceledException error) =>
        new(string.Join(' ', ids.Count <= 3 ? ids : []) + AzureOptions.Again(context), error, "jobs fetch");
}
