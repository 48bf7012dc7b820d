using System.Globalization;
using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Display;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>A job as the commands show it, from the journal or from the workspace.</summary>
/// <param name="Job">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Target">What runs it.</param>
/// <param name="Shots">How often it is measured; null where the service does not say.</param>
/// <param name="Step">How far the journal has it; null where it is in none.</param>
/// <param name="State">The service's last word; null before it had one.</param>
/// <param name="Message">Why it was refused or failed.</param>
/// <param name="Price">What it may cost at most, as reserved before it was sent.</param>
/// <param name="Created">When it was planned, or submitted.</param>
/// <param name="Emulator">True where an emulator has it; null elsewhere.</param>
internal sealed record JobRow(
    string Job, string Name, string Target, long? Shots, string? Step, string? State, string? Message, ReservedPrice? Price, DateTimeOffset? Created, bool? Emulator)
{
    /// <summary>What the service says it has cost; null before it has ended, and where the service does not say.</summary>
    public ReportedCharge? Charged { get; private init; }

    public static JobRow Of(JournalEntry entry) => new(
        entry.Id, entry.Name, entry.Target, entry.Shots, NameOf(entry.Step), entry.State, entry.Message, entry.Price, entry.PlannedAt, EmulatorName.IsOf(entry.Workspace) ? true : null)
    {
        Charged = entry.Charge,
    };

    public static JobRow Of(Job job, AzureSession session) => new(
        job.Id, job.Name, job.Target, job.Shots, session.Jobs.Journal.Find(job.Id) is { } entry ? NameOf(entry.Step) : null, job.State.Text, job.Error?.ToString(),
        session.Jobs.Journal.Find(job.Id)?.Price, job.Created, session.IsEmulator ? true : null)
    {
        Charged = job.Charge,
    };

    /// <summary>The jobs as a table, with what they may cost together.</summary>
    public static string Table(IReadOnlyList<JobRow> rows, string none)
    {
        if (rows.Count == 0)
            return none;
        var charged = rows.Any(row => row.Charged is not null);
        var table = new Table(
            ["job", "target", "step", "state", "planned (UTC)", "name", "shots", "at most", .. charged ? ["charged"] : Array.Empty<string>()],
            [.. rows.Select(row => (string[])
            [
                row.Job, row.Target, row.Step ?? "–", row.State ?? "–", row.Created?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "–", row.Name,
                row.Shots?.ToString("#,0", CultureInfo.InvariantCulture) ?? "–", row.Price is { Amount: 0 } ? "free" : row.Price?.ToString() ?? "–", .. charged ? [row.Charged is { Amount: 0 } ? "nothing" : row.Charged?.ToString() ?? "–"] : Array.Empty<string>(),
            ])])
        {
            TextColumns = 6,
        };
        return string.Join(Environment.NewLine, [.. table.Lines(), .. rows.Where(row => row.Message is not null).Select(row => $"{row.Job}: {row.Message}"), Sum(rows)]);
    }

    /// <summary>What jobs may cost together, and what the service says that those were charged that have ended.</summary>
    public static string CostOf(IReadOnlyCollection<(ReservedPrice? Price, ReportedCharge? Charged)> jobs)
    {
        var told = jobs.Select(job => job.Charged).OfType<ReportedCharge>().Where(charge => charge.Amount > 0).ToList();
        var priced = jobs.Count(job => job.Price is { Amount: not 0 });
        return PriceOf([.. jobs.Select(job => job.Price)]) + (told.Count == 0 ? ""
            : $"; charged, as the service reports: {string.Join(" and ", told.GroupBy(charge => charge.Unit).Select(unit => new ReportedCharge(unit.Sum(charge => charge.Amount), unit.Key)))}"
            + (told.Count < priced ? $" for {told.Count} of {priced}" : ""));
    }

    // What jobs may cost together.
    private static string PriceOf(IReadOnlyCollection<ReservedPrice?> prices)
    {
        var sums = prices.OfType<ReservedPrice>().Where(price => price.Amount != 0).GroupBy(price => price.Unit)
            .Select(unit => unit.Any(price => price.Amount is null)
                ? $"at least {new ReservedPrice(unit.Sum(price => price.Amount ?? 0), unit.Key)}"
                : $"at most {new ReservedPrice(unit.Sum(price => price.Amount), unit.Key)}")
            .ToList();
        return sums.Count > 0 ? string.Join(" and ", sums) : "free";
    }

    // What was refused costs nothing.
    private static string Sum(IReadOnlyList<JobRow> rows) =>
        $"{Counted.Of(rows.Count, "job")}, {CostOf([.. rows.Where(row => row.Step != "refused").Select(row => (row.Price, row.Charged))])}"
        + (rows.All(row => row.Emulator == true) ? "; of an emulator: simulations on this machine, no device" : "");

#pragma warning disable CA1308 // lower case is how commands write words
    private static string NameOf(JobStep step) => step.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
