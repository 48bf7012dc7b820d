using System.Globalization;
using QaaHybrid.Azure;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>A job as the commands show it, from the journal or from the workspace.</summary>
/// <param name="Job">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Target">What runs it.</param>
/// <param name="Shots">How often it is measured; null where the service does not say.</param>
/// <param name="Step">How far the journal has it; null where it is in none.</param>
/// <param name="State">The service's last word; null before it had one.</param>
/// <param name="Message">Why it was refused or failed.</param>
/// <param name="Price">What was reserved for it.</param>
/// <param name="Created">When it was planned, or submitted.</param>
internal sealed record JobRow(
    string Job, string Name, string Target, long? Shots, string? Step, string? State, string? Message, ReservedPrice? Price, DateTimeOffset? Created)
{
    public static JobRow Of(JournalEntry entry) => new(
        entry.Id, entry.Name, entry.Target, entry.Shots, NameOf(entry.Step), entry.State, entry.Message, entry.Price, entry.PlannedAt);

    public static JobRow Of(Job job, JobJournal journal) => new(
        job.Id, job.Name, job.Target, job.Shots, journal.Find(job.Id) is { } entry ? NameOf(entry.Step) : null, job.State.Text, job.Error?.ToString(),
        journal.Find(job.Id)?.Price, job.Created);

    /// <summary>The jobs as a table.</summary>
    public static string Table(IReadOnlyList<JobRow> rows) => rows.Count == 0 ? "no jobs" : string.Join(Environment.NewLine, TextTable.Lines(
        ["job", "target", "shots", "step", "state", "price", "planned", "name"], rows.Select(row => new[]
        {
            row.Job, row.Target, row.Shots?.ToString(CultureInfo.InvariantCulture) ?? "–", row.Step ?? "–", row.State ?? "–", row.Price?.ToString() ?? "–",
            row.Created?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "–", row.Name,
        })).Concat(rows.Where(row => row.Message is not null).Select(row => $"{row.Job}: {row.Message}")));

#pragma warning disable CA1308 // lower case is how commands write words
    private static string NameOf(JobStep step) => step.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
