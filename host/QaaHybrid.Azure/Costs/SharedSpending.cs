using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Azure;

/// <summary>
/// What several processes spend together that share a budget and work at the same time, each on a journal of its own. A job counts as it stands in its journal; what a process has
/// set aside, and not yet written down job by job, is in a file that they share:
/// <code>
/// .budget.json       by journal, from the shared folder on, all that counts for the process that is at work there
/// .budget.lock       held by whoever adds up and sets aside, so that no two do it at once
/// JOURNAL/.at-work   held by the process at work there: of one that died, its journal counts and its line no longer does
/// </code>
/// </summary>
public sealed class SharedSpending : IDisposable
{
    // Whoever holds the file does so for milliseconds, and one that died holds nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly string _own;
    private readonly string _workspace;
    private readonly Func<IEnumerable<string>> _journals;
    private readonly Dictionary<string, JobJournal> _read = [];
    private readonly FileStream _atWork;

    private SharedSpending(string folder, string journal, string workspace, Func<IEnumerable<string>> journals)
    {
        (_folder, _own, _workspace, _journals) = (folder, journal, workspace, journals);
        OutputFolder.Make(_own);
        using var turn = Turn();
        _atWork = FileLock.TryTake(AtWork(_own)) ?? throw new IOException($"{_own} is in use by another process");
    }

    private string Ledger => Path.Combine(_folder, ".budget.json");

    /// <summary>Takes part in the spending.</summary>
    /// <param name="folder">The folder that all processes share.</param>
    /// <param name="journal">The folder of this process's journal.</param>
    /// <param name="workspace">Resource path of the workspace whose jobs count.</param>
    /// <param name="journals">The folders of all journals, asked for anew whenever something is set aside: others may have begun meanwhile.</param>
    /// <exception cref="FileWriteException">A folder cannot be written.</exception>
    public static SharedSpending Open(string folder, string journal, string workspace, Func<IEnumerable<string>> journals)
    {
        ArgumentNullException.ThrowIfNull(journals);
        return new SharedSpending(Path.GetFullPath(folder), Path.GetFullPath(journal), workspace, journals);
    }

    /// <summary>Sets aside while nobody else does.</summary>
    /// <param name="budget">Says what a job counts.</param>
    /// <param name="change">From what all others have spent or set aside, what this process has from now on; when it throws, nothing is changed.</param>
    /// <returns>What <paramref name="change"/> gave.</returns>
    /// <exception cref="FileWriteException">It cannot be written down; nothing is changed.</exception>
    internal decimal Exchange(Budget budget, Func<decimal, decimal> change)
    {
        using var turn = Turn();
        var lines = Read();
        var others = 0m;
        // A process at work may not have written down a job yet.
        foreach (var journal in lines.Keys.Select(name => Path.GetFullPath(name, _folder)).Union(_journals().Select(Path.GetFullPath)).Where(journal => journal != _own).ToList())
            if (lines.TryGetValue(Name(journal), out var line) && FileLock.IsTaken(AtWork(journal)))
                others += line;
            else
            {
                lines.Remove(Name(journal));
                others += Counted(journal, budget);
            }
        var amount = change(others);
        lines[Name(_own)] = amount;
        Write(lines);
        return amount;
    }

    /// <summary>Takes part no longer: from now on this process's journal counts.</summary>
    public void Dispose()
    {
        using var turn = Turn();
        var lines = Read();
        if (lines.Remove(Name(_own)))
            try
            {
                Write(lines);
            }
            catch (FileWriteException)
            {
                // The line of a process that is not at work counts for nothing.
            }
        _atWork.Dispose();
    }

    private FileStream Turn() => FileLock.Take(Path.Combine(_folder, ".budget.lock"), Patience);

    private string Name(string journal) => Path.GetRelativePath(_folder, journal);

    private static string AtWork(string journal) => Path.Combine(journal, ".at-work");

    private decimal Counted(string journal, Budget budget)
    {
        if (!_read.TryGetValue(journal, out var entries))
            _read.Add(journal, entries = new JobJournal(journal));
        entries.Refresh();
        return budget.CountOf(entries, _workspace);
    }

    private Dictionary<string, decimal> Read()
    {
        try
        {
            return File.Exists(Ledger) ? JsonSerializer.Deserialize<Dictionary<string, decimal>>(File.ReadAllBytes(Ledger)) ?? [] : [];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{Ledger} is damaged: {error.Message}; remove it while no process works in that folder: the journals say what was spent", error);
        }
    }

    private void Write(Dictionary<string, decimal> lines) => AtomicFile.Write(Ledger, stream => JsonSerializer.Serialize(stream, lines));
}
