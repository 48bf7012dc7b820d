using System.CommandLine;
using System.Globalization;
using QaaHybrid.Adapters;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa methods</c>: what there is, and what each method was found to do just now on a small random model.</summary>
internal static class MethodsCommand
{
    // Rounding of logits of size 1 in double precision.
    private const double Rounding = 1e-9;

    public static Command Create() => new Command("methods", "all adapter methods: what they do, whether they start as the base model, merge and unmerge, and in whose format they are saved")
        .Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var findings = await MethodTable.ExamineAsync(session, cancellationToken).ConfigureAwait(true);
            context.Answer(
                new { methods = findings.Select(finding => new { finding.Name, finding.Options, Summary = Summary(finding.Name), finding.Start, finding.MergeError, finding.UnmergeError, finding.MergeObstacle, finding.Format }) },
                string.Join(Environment.NewLine, (string[])
                [
                    "# Adapter methods",
                    "",
                    "Found by `./qaa methods` on a GPT-2 of two layers with random weights in double precision; numbers are the largest differences of a logit.",
                    "",
                    "| method | at its start | merged beside not merged | unmerged beside the base | files |",
                    "|---|---|---|---|---|",
                    .. findings.Select(finding =>
                        $"| {finding.Name}{(finding.Options.Length > 0 ? $" ({finding.Options})" : "")} | {(finding.Start < Rounding ? "the base model" : $"differs by {Number(finding.Start)}")} | "
                        + $"{(finding.MergeObstacle is { } obstacle ? $"does not merge: {obstacle}" : Number(finding.MergeError!.Value))} | {(finding.UnmergeError is { } error ? Number(error) : "–")} | {finding.Format} |"),
                    "",
                    .. AdapterRegistry.Methods.Select(method => $"- **{method.Name}**: {method.Summary}"),
                ]));
        });

    private static string Summary(string name) => AdapterRegistry.Methods.First(method => method.Name == name).Summary;

    private static string Number(double value) => value.ToString(value is 0 or >= 0.01 ? "0.##" : "0.0e+0", CultureInfo.InvariantCulture);
}
