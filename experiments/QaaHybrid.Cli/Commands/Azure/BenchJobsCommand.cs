using System.CommandLine;
using System.Globalization;
using QaaHybrid.Benchmarks;
using QaaHybrid.Display;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa bench jobs</c>: what becomes of jobs when requests fail and processes are killed. All of it against the local emulator.</summary>
internal static class BenchJobsCommand
{
    private static readonly Option<int?> Runs = new Option<int?>("--runs") { Description = "processes that are killed at random moments (default: 1000)", HelpName = "N" }.AtLeast(1);

    private static readonly Option<bool> Timing = new("--timing") { Description = "instead: how long jobs and requests take there, one circuit a job and 14 side by side on 56 qubits" };

    public static Command Create() => new Command("jobs", "jobs against the local emulator: every step × everything that goes wrong there, and processes killed at random; no job lost, none made twice") { Runs, Timing }
        .Does(async (context, cancellationToken) =>
        {
            if (context.Get(Timing))
            {
                var timings = await JobTiming.MeasureAsync(cancellationToken).ConfigureAwait(false);
                context.Answer(new { emulator = true, shots = JobTiming.Shots, at_once = JobTiming.AtOnce, timings }, string.Join(Environment.NewLine, Timings(timings)));
                return;
            }
            var faults = await FaultTable.RunAsync(cancellationToken).ConfigureAwait(false);
            var kills = await KillCampaign.RunAsync(
                new KillOptions(context.Get(Runs) ?? 1000, (folder, batch) => OwnProgram.With("send-jobs", folder, "--batch", Number(batch)))
                {
                    Seed = context.Seed ?? 0, Lanes = Math.Max(1, context.Threads ?? 2), Remarks = context.Remarks(),
                }, cancellationToken).ConfigureAwait(false);
            context.Answer(new { faults, kills }, string.Join(Environment.NewLine, [.. Faults(faults), "", .. Kills(kills)]));
            if (kills.Mistakes.Count > 0 || faults.Any(row => !row.IsRight))
                throw new InvalidOperationException("jobs were lost or made twice, see above");
        });

    private static IEnumerable<string> Timings(IReadOnlyList<JobTiming> rows) =>
    [
        .. TextTable.Lines(
            ["storage", "jobs/s", "a job, ms", $"a job of {JobTiming.Circuits}, ms", "requests/s"],
            rows.Select(row => new[] { row.Storage, Rounded(row.Jobs), Rounded(row.Job), Rounded(row.Packed), Rounded(row.Requests) })),
        "",
        $"on the emulator, client included: circuits of 4 qubits, {Number(JobTiming.Shots)} shots each, from the call to the counts; the shortest job of two seconds; rates with {Number(JobTiming.AtOnce)} at a time",
    ];

    private static IEnumerable<string> Faults(IReadOnlyList<FaultRow> rows) =>
    [
        .. new Table(
            ["step", "fault", "where it strikes once", "where it strikes always", "journal then", "asked again", "jobs", ""],
            [.. rows.Select(row => (string[])[row.Step, row.Fault, row.Once, row.Always, row.Journal, row.Again, Number(row.Jobs), row.IsRight ? "" : "WRONG"])])
        {
            TextColumns = 6,
        }.Lines(),
        "",
        "journal then: the step that it has after the fault struck always; asked again: the same call once the fault is gone; jobs: how many the service made for it in all, a second only for one that was lost",
    ];

    private static IEnumerable<string> Kills(KillResult kills) =>
    [
        .. new Table(["a kill met a job that was", "the next process", "times"], [.. kills.Places.Select(place => (string[])[place.Place, place.Next, Number(place.Jobs)])]) { TextColumns = 2 }.Lines(),
        "",
        $"{Number(kills.Killed)} processes killed, {Number(kills.HalfLines)} of them in the middle of a line of the journal; {Number(kills.Finished)} ended first; {Number(kills.Faults)} requests failed besides",
        $"{Number(kills.Wanted)} jobs wanted, {Number(kills.Jobs)} made by {Number(kills.Jobs + kills.Repeated)} submissions; {Number(kills.Mistakes.Count)} lost, made twice or with a wrong result",
        .. kills.Mistakes,
    ];

    private static string Rounded(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
