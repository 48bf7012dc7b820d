using System.CommandLine;
using System.Globalization;
using QaaHybrid.Benchmarks.Agreement;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa bench agreement</c>: how far everything that simulates or differentiates a circuit lies apart.</summary>
internal static class BenchAgreementCommand
{
    private const int UsualCircuits = 200;
    private const int CircuitsBetweenRemarks = 25;

    private static readonly Option<int?> Circuits = new Option<int?>("--circuits") { Description = $"how many circuits (default: {UsualCircuits})", HelpName = "N" }.AtLeast(1);

    public static Command Create() =>
        new Command("agreement", "random circuits of the Q# library through every simulator, executor and gradient method: how far they lie apart") { Circuits }
        .Does(async (context, cancellationToken) =>
        {
            var count = context.Get(Circuits) ?? UsualCircuits;
            await using var session = new QaaSession();
            var (operations, rows) = await AgreementCampaign.RunAsync(session, count, context.Seed ?? 0, Remark, cancellationToken).ConfigureAwait(false);
            var lines = TextTable.Lines(["comparison", "circuits", "largest difference", "bound", ""], rows.Select(row => new[]
            {
                row.Name, row.Circuits.ToString(CultureInfo.InvariantCulture), Scientific(row.Worst), Scientific(row.Bound), row.Holds ? "" : $"exceeded at {row.WorstCircuit}",
            }));
            context.Answer(
                new { circuits = count, operations, rows },
                string.Join(Environment.NewLine, lines.Append($"{operations.Count} operations of the library in {count} circuits")));
            if (rows.Count(row => !row.Holds) is > 0 and var exceeded)
                throw new InvalidOperationException($"{exceeded} of {rows.Count} comparisons exceed their bound");

            void Remark(int done)
            {
                if (done % CircuitsBetweenRemarks == 0)
                    context.Say($"{done} of {count} circuits");
            }
        });

    private static string Scientific(double number) => number.ToString("0.0e+00", CultureInfo.InvariantCulture);
}
