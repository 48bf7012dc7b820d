using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    private const double StateTolerance = 1e-6;
    private const double GradientTolerance = 1e-5;

    /// <summary>A longer table is folded.</summary>
    private const int ShownProofs = 24;

    /// <summary>The circuits as drawings; the same circuit of several methods is shown once.</summary>
    private static void AppendDrawings(StringBuilder html, RunReport report)
    {
        var drawings = report.Comparison.Runs[0].Methods
            .SelectMany(method => method.Evidence.Drawings.Select(drawing => (Method: method.Result.Method, Drawing: drawing)))
            .GroupBy(entry => entry.Drawing.Svg).ToList();
        if (drawings.Count == 0)
            return;
        html.Append("<section>\n<h2>Circuits</h2>\n<p class=\"note\">The first qubit is on top and is the most significant bit.</p>\n");
        foreach (var drawing in drawings)
        {
            var methods = string.Join(", ", drawing.Select(entry => entry.Method).Distinct());
            html.Append(Culture, $"<h3>{Text(drawing.First().Drawing.Title)} · {Text(methods)}</h3>\n<div class=\"drawing\">{drawing.Key}</div>\n");
        }
        html.Append("</section>\n");
    }

    /// <summary>How the trained circuits agree with the referee.</summary>
    private static void AppendProof(StringBuilder html, RunReport report)
    {
        var seeds = report.Comparison.Seeds.Count > 1;
        var lines = report.Comparison.Runs.SelectMany(run => run.Methods.SelectMany(method => method.Evidence.Proofs.Select(proof =>
            (Method: seeds ? FormattableString.Invariant($"{method.Result.Method}, seed {run.Seed}") : method.Result.Method, Proof: proof)))).ToList();
        if (lines.Count == 0)
            return;
        html.Append(Culture, $"""
            <section>
            <h2>The proof</h2>
            <p class="note">Each trained circuit was run on Microsoft's Q# simulator for a hidden vector of the model, and its gradient was computed a second time by the
            parameter-shift rule that quantum hardware uses. Differences are in double precision; states agree up to one global phase. Expected: at most {StateTolerance:0e-0} and {GradientTolerance:0e-0}.</p>
            <details{(lines.Count > ShownProofs ? "" : " open")}><summary>{Text(ProofSummary([.. lines.Select(line => line.Proof)]))}</summary>
            <div class="scroll"><table>
            <thead><tr><th>Method</th><th>Layer</th><th>Q# operation</th><th>Qubits</th><th>Gates</th><th>State: largest difference<br>of an amplitude</th><th>Gradient: relative<br>difference</th></tr></thead>
            <tbody>

            """);
        foreach (var (method, proof) in lines)
        {
            html.Append(Culture, $"<tr><td>{Text(method)}</td><td>{Text(proof.Layer)}</td><td>{Text(proof.Operation)}</td><td>{proof.Qubits}</td><td>{proof.Gates:#,0}</td>");
            html.Append(Culture, $"{Agreement(proof.StateError, StateTolerance)}{Agreement(proof.GradientError, GradientTolerance)}</tr>\n");
        }
        html.Append("</tbody></table></div>\n</details>\n</section>\n");
    }

    private static string ProofSummary(List<ProofLine> proofs)
    {
        var good = proofs.Count(proof => proof.StateError <= StateTolerance && proof.GradientError <= GradientTolerance);
        return FormattableString.Invariant($"{good} of {proofs.Count} circuits agree");
    }

    // Written so that NaN counts as a failure.
    private static string Agreement(double error, double tolerance) =>
        FormattableString.Invariant($"<td class=\"{(error <= tolerance ? "ok" : "bad")}\">{error:0.0e-0} {(error <= tolerance ? "✓" : "✗")}</td>");
}
