using QaaHybrid.Display;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary>A comparison in plain text: the loss and the main metric beside the baseline, and what each method takes. The report has the rest.</summary>
internal static class ComparisonTable
{
    public static string Text(CommandContext context, string folder, MethodComparison comparison) => string.Join(
        Environment.NewLine, context.Fitted(ComparisonDisplay.MethodsTable(comparison), first: 4, last: 0), "", ComparisonDisplay.Seeds(comparison), $"report: {Path.Combine(folder, "report.html")}");
}
