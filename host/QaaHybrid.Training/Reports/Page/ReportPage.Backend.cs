using System.Text;
using QaaHybrid.Circuits;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>Which methods were trained with their circuits on a backend, and what that took.</summary>
    private static void AppendBackend(StringBuilder html, RunReport report)
    {
        var measured = (from method in report.Comparison.Methods
                        from run in method.Runs
                        where run.Result.Backend is not null
                        select (Method: method, run.Seed, run.Result, Costs: run.Result.Backend!)).ToList();
        if (measured.Count == 0)
            return;
        var charged = measured.Any(entry => entry.Costs.Usage is { ChargedJobs: > 0, Charged: > 0 } or { ChargedJobs: > 0, Price: > 0 });
        var seeds = report.Comparison.Seeds.Count > 1;
        html.Append("<section>\n<h2>Circuits on a backend</h2>\n");
        foreach (var group in measured.GroupBy(entry => entry.Costs.Sentence))
            html.Append(Culture, $"<p class=\"note\">{Text(string.Join(", ", group.Select(entry => entry.Method.Name).Distinct()))}: {Text(group.Key)}</p>\n");
        html.Append(Culture, $"""
            <div class="scroll"><table>
            <thead><tr><th>Method</th>{(seeds ? "<th>Seed</th>" : "")}<th>Circuits</th><th>Circuits<br>a step</th><th>Shots</th><th>Jobs</th><th>Price,<br>reckoned</th>{(charged ? "<th>Charged, as the<br>service reports</th>" : "")}</tr></thead>
            <tbody>

            """);
        foreach (var (method, seed, result, costs) in measured)
        {
            var usage = costs.Usage;
            html.Append(Culture, $"<tr><td>{Named(method)}</td>{(seeds ? $"<td>{seed}</td>" : "")}<td>{usage.Circuits:#,0}</td><td>{(double)usage.Circuits / result.Steps:#,0}</td>");
            html.Append(Culture, $"<td>{Count(usage.Shots > 0 ? usage.Shots : null)}</td><td>{Count(usage.Jobs > 0 ? usage.Jobs : null)}</td><td>{(usage.Unit.Length > 0 ? FormattableString.Invariant($"{usage.Price:#,0.00} {usage.Unit}") : "–")}</td>");
            html.Append(Culture, $"{(charged ? $"<td>{ChargeOf(usage)}</td>" : "")}</tr>\n");
        }
        html.Append("</tbody></table></div>\n</section>\n");
    }

    private static string ChargeOf(BackendUsage usage) => usage.ChargedJobs == 0 ? "–"
        : FormattableString.Invariant($"{usage.Charged:#,0.00} {usage.Unit}{(usage.ChargedJobs < usage.Jobs ? FormattableString.Invariant($" for {usage.ChargedJobs:#,0} jobs") : "")}");
}
