using System.CommandLine;
using System.Globalization;
using QaaHybrid.Azure;
using QaaHybrid.Display;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa jobs targets</c>: what the workspace can send jobs to at this moment, how long they wait there, and how much of its quotas is used.</summary>
internal static class JobsTargetsCommand
{
    public static Command Create() => new Command("targets", "where the workspace can send jobs at this moment: availability, queues, sizes; and its quotas") { AzureOptions.Workspace }
        .Does(async (context, cancellationToken) =>
        {
            await using var session = await AzureSession.OpenAsync(context, null, cancellationToken, journal: Path.Combine("runs", "jobs")).ConfigureAwait(false);
            var targets = (await session.Workspace.GetProviderStatusAsync(cancellationToken).ConfigureAwait(false)).SelectMany(provider => provider.Targets).ToList();
            var quotas = await session.Workspace.GetQuotasAsync(cancellationToken).ConfigureAwait(false);
            context.Answer(
                new
                {
                    emulator = session.IsEmulator ? true : (bool?)null,
                    targets = targets.Select(target => new
                    {
                        target = target.Id, target.Availability, queue_seconds = target.AverageQueueTime?.TotalSeconds, target.Qubits, target.Profile, charged_in = UnitOf(target.Id),
                    }),
                    quotas,
                },
                string.Join(Environment.NewLine, Lines(session, targets, quotas)));
        });

    private static IEnumerable<string> Lines(AzureSession session, List<TargetStatus> targets, IReadOnlyList<Quota> quotas)
    {
        var table = new Table(
            ["target", "state", "profile", "charged in", "qubits", "queue"],
            [.. targets.Select(target => (string[])[target.Id, target.Availability, target.Profile ?? "–", UnitOf(target.Id) ?? "?", Number(target.Qubits), Queue(target.AverageQueueTime)])])
        {
            TextColumns = 4,
        };
        return
        [
            .. table.Lines(),
            .. quotas.Select(quota =>
                $"quota {quota.Dimension} of {quota.ProviderId ?? "all"} ({quota.Period ?? "no period"}): {Number(quota.Utilization)} used, {Number(quota.Holds)} held, of {Number(quota.Limit)}"),
            $"{Counted.Of(targets.Count, "target")}{(session.IsEmulator ? " of an emulator: simulations on this machine, no device" : "")}; prices: 'qaa cost'",
        ];
    }

    // The unit says what kind of budget a target takes; null where no price is known.
    private static string? UnitOf(string target) => !Pricing.Targets.Contains(target) ? null
        : Pricing.IsCharged(target) ? Pricing.OfAnything(target, 1).Unit : "free";

    private static string Queue(TimeSpan? wait) => wait switch
    {
        null => "–",
        { TotalMinutes: < 2 } seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds.TotalSeconds:0} s"),
        { TotalHours: < 2 } minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.TotalMinutes:0} min"),
        { } hours => string.Create(CultureInfo.InvariantCulture, $"{hours.TotalHours:#,0} h"),
    };

    private static string Number(decimal? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "–";
}
