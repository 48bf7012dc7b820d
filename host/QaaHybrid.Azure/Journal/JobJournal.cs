using System.Globalization;
using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Azure;

/// <summary>
/// The jobs of a run, on disk: what is sent is written down before it is sent, so that a process that dies at any moment neither loses a job that is paid for
/// nor sends one twice. Several processes may work on one journal; any number of threads may.
/// <code>
/// jobs.jsonl              a line for every step of every job, in the order in which they happened; only ever appended to
/// jobs/ID.request.json    what is, or was to be, submitted; there from before the first step until the result is there
/// jobs/ID.result.json     the result
/// </code>
/// </summary>
public sealed class JobJournal
{
    /// <summary>Name of the journal in a run's folder.</summary>
    public const string FileName = "jobs.jsonl";

    private readonly Lock _gate = new();
    private readonly JournalFile _file;
    private readonly JobFiles _files;
    private readonly Dictionary<string, int> _byId = [];
    private readonly Dictionary<(string Workspace, string Key), int> _byKey = [];
    private readonly List<JournalEntry> _entries = [];
    private Guid? _id;

    /// <summary>Opens the journal of a folder. Nothing is written before the first job is planned.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="InvalidDataException">The journal is damaged; file and line are named. A half-written last line is no damage.</exception>
    public JobJournal(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = Path.GetFullPath(folder);
        _file = new JournalFile(Path.Combine(Folder, FileName));
        _files = new JobFiles(Path.Combine(Folder, "jobs"));
        Refresh();
    }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>The journal itself.</summary>
    public string File => _file.Path;

    /// <summary>All jobs as last read, in the order in which they were first planned.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>Whether a folder has a journal.</summary>
    public static bool IsIn(string folder) => System.IO.File.Exists(Path.Combine(folder, FileName));

    /// <summary>A job by its id; null where the journal has none.</summary>
    public JournalEntry? Find(string id)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out var index) ? _entries[index] : null;
    }

    /// <summary>The latest job of a key in a workspace; null where there is none.</summary>
    public JournalEntry? FindKey(string workspace, string key)
    {
        lock (_gate)
            return _byKey.TryGetValue((workspace, key), out var index) ? _entries[index] : null;
    }

    /// <summary>Reads what other processes have added.</summary>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    public void Refresh()
    {
        lock (_gate)
            _file.Read(Fold);
    }

    /// <summary>
    /// The job of a key: the one that there is, or a new one, whose request is then on the disk. A key gets a further job only when its last one failed or was
    /// cancelled.
    /// </summary>
    /// <param name="request">What is to be submitted; its id is replaced by the journal's.</param>
    /// <param name="key">What the job is found again by.</param>
    /// <param name="workspace">Resource path of the workspace.</param>
    /// <param name="price">What is reserved for it.</param>
    /// <exception cref="JournalWriteException">It cannot be written down; nothing of it is left, and it must not be sent.</exception>
    /// <returns>The job, and whether this call has planned it, so that the service cannot know it yet.</returns>
    internal (JournalEntry Entry, bool IsNew) Plan(JobRequest request, string key, string workspace, ReservedPrice? price)
    {
        lock (_gate)
        {
            // Most keys of a resumed run are there already: no need to keep others off for them.
            if (FindKey(workspace, key) is { IsLost: false, Step: not JobStep.Refused } known)
                return (known, false);
            var isNew = false;
            string? written = null;
            try
            {
                OutputFolder.Make(Folder);
                _file.Append(Fold, () => Planning(request, key, workspace, price, out isNew, out written));
            }
            catch (FileWriteException error)
            {
                if (written is not null)
                    _files.DiscardRequest(written);
                throw new JournalWriteException(File, error);
            }
            return (FindKey(workspace, key)!, isNew);
        }
    }

    /// <summary>Writes down what happened to a job.</summary>
    /// <exception cref="FileWriteException">It cannot be written down; what the journal says of the job until then lets a later process find it at the service.</exception>
    internal JournalEntry Note(string id, JournalEvent happened, string? state = null, string? message = null, ReportedCharge? charge = null)
    {
        lock (_gate)
        {
            _file.Append(Fold, () => [new JournalLine { Event = happened, Time = DateTimeOffset.UtcNow, Job = id, State = state, Message = message, Charge = charge }]);
            return Find(id)!;
        }
    }

    /// <summary>What is submitted for a job.</summary>
    /// <exception cref="InvalidDataException">The file is gone or damaged.</exception>
    internal JobRequest Request(JournalEntry entry) => _files.ReadRequest(entry);

    /// <summary>The result of a job that lies in the run's folder; null where it does not, or is damaged, so that it has to be fetched.</summary>
    public JobResult? Kept(string id) => Find(id)?.Step == JobStep.Fetched ? _files.ReadResult(id) : null;

    /// <summary>Keeps a result, and says so; the request is needed no longer.</summary>
    internal JournalEntry Keep(string id, JobResult result)
    {
        _files.WriteResult(id, result);
        var entry = Note(id, JournalEvent.Fetched);
        _files.DeleteRequest(id);
        return entry;
    }

    private List<JournalLine> Planning(JobRequest request, string key, string workspace, ReservedPrice? price, out bool isNew, out string? written)
    {
        written = null;
        var before = FindKey(workspace, key);
        isNew = before is null or { IsLost: true };
        if (!isNew && before!.Step != JobStep.Refused)
            return [];
        var now = DateTimeOffset.UtcNow;
        List<JournalLine> lines = [];
        var journal = _id ?? Guid.NewGuid();
        if (_id is null)
            lines.Add(new JournalLine { Event = JournalEvent.Journal, Time = now, Journal = journal });
        // One that was refused keeps its id: should the service have it after all, there is still only one.
        var attempt = before is null ? 1 : before.IsLost ? before.Attempt + 1 : before.Attempt;
        request = request with { Id = JobKey.JobId(journal, workspace, key, attempt) };
        _files.WriteRequest(request);
        written = request.Id;
        lines.Add(new JournalLine
        {
            Event = JournalEvent.Planned,
            Time = now,
            Job = request.Id,
            Key = key,
            Attempt = attempt,
            Name = request.Name,
            Workspace = workspace,
            Target = request.Target,
            Shots = request.Shots,
            InputFormat = request.InputFormat,
            InputHash = JobKey.OfInput(request.Input),
            Price = price,
        });
        return lines;
    }

    private void Fold(JournalLine line)
    {
        if (line.Event == JournalEvent.Journal)
        {
            _id = _entries.Count == 0 && line.Journal is { } id ? id : throw new JsonException("a journal begins in the middle");
            return;
        }
        if (_id is null || line.Job is null)
            throw new JsonException(_id is null ? "the first line does not begin a journal" : "no job is named");
        if (!_byId.TryGetValue(line.Job, out var index))
        {
            index = _entries.Count;
            _entries.Add(line.Apply(null));
            _byId.Add(line.Job, index);
        }
        else
            _entries[index] = line.Apply(_entries[index]);
        // The latest attempt is the last one planned.
        if (line.Event == JournalEvent.Planned)
            _byKey[(_entries[index].Workspace, _entries[index].Key)] = index;
    }
}
