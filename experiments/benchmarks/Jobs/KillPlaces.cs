using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;

namespace QaaHybrid.Benchmarks;

/// <summary>Looks at what a killed process has left behind: how far each job of its batch had come.</summary>
internal sealed class KillPlaces
{
    private static readonly (string Place, string Next)[] Steps =
    [
        ("not yet written down", "writes it down and sends it"),
        ("written down, unknown to the service", "sends it under the same id"),
        ("known to the service, answer not written down", "finds it by its id"),
        ("submitted", "waits for it"),
        ("ended, result not yet kept", "fetches it"),
        ("fetched", "reads it from the folder"),
    ];

    private readonly int[] _counts = new int[Steps.Length];

    public int HalfLines { get; private set; }

    public IReadOnlyList<KillPlace> All => [.. Steps.Zip(_counts, (step, jobs) => new KillPlace(step.Place, step.Next, jobs))];

    public void Add(string folder, int batch, EmulatorState service)
    {
        var journal = new JobJournal(folder);
        var sent = service.Jobs.Select(job => job.Id).ToHashSet();
        var entries = journal.Entries.ToLookup(entry => entry.Name);
        var isHalf = File.Exists(journal.File) && File.ReadAllBytes(journal.File) is [.., not (byte)'\n'];
        lock (_counts)
        {
            HalfLines += isHalf ? 1 : 0;
            for (var index = 0; index < JobBatch.Size; index++)
                _counts[StepOf(entries[JobBatch.NameOf(batch, index)].LastOrDefault(), sent)]++;
        }
    }

    private static int StepOf(JournalEntry? entry, HashSet<string> sent) => entry?.Step switch
    {
        null or JobStep.Refused => 0,
        JobStep.Planned => sent.Contains(entry.Id) ? 2 : 1,
        JobStep.Submitted => 3,
        JobStep.Ended => 4,
        _ => 5,
    };
}
