using System.Text;

namespace QaaHybrid.Training;

public static partial class ReportPage
{
    /// <summary>Norm and variance of the gradient in each layer of the model, a pair of charts a method, folded away.</summary>
    private static void AppendLayers(StringBuilder html, RunReport report)
    {
        var methods = report.Comparison.Methods.Where(method => ColumnsOf(method).Any(IsOfLayer)).ToList();
        if (methods.Count == 0)
            return;
        html.Append(Culture, $"""
            <section>
            <h2>Gradient in each layer</h2>
            <p class="note">The gradient of what a method trains in one layer of the model, before clipping, at the first step and every {LayerGradients.Every} steps: its 2-norm, and the
            variance of its entries, both on logarithmic axes. Lines that sink apart from the others are layers that learn little; a circuit on a barren plateau would show as a variance near zero.</p>
            <details><summary>{methods.Count} {(methods.Count == 1 ? "method" : "methods")}</summary>

            """);
        foreach (var method in methods)
        {
            html.Append(Culture, $"<h3>{Named(method)}</h3>\n<div class=\"charts\">\n");
            AppendLayers(html, method, $"Norm of the gradient, {method.Name}", "‖∂loss/∂parameters‖", LayerGradients.OfNorms);
            AppendLayers(html, method, $"Variance of the gradient, {method.Name}", "variance of its entries", LayerGradients.OfVariances);
            html.Append("</div>\n");
        }
        html.Append("</details>\n</section>\n");
    }

    private static void AppendLayers(StringBuilder html, ComparedMethod method, string heading, string axis, Func<string, int?> layerOf)
    {
        var series = ColumnsOf(method).Select(column => (Column: column, Layer: layerOf(column))).Where(entry => entry.Layer is not null).OrderBy(entry => entry.Layer)
            .Select(entry => SeedCurves.Over($"layer {entry.Layer}", entry.Layer!.Value, [.. method.Runs.Select(run => run.Method.Column(entry.Column))], markers: false)).ToList();
        AppendChart(html, new LineChart(heading, "optimiser step", axis, series) { Logarithmic = true });
    }

    private static IEnumerable<string> ColumnsOf(ComparedMethod method) => method.Runs.SelectMany(run => run.Method.Metrics).SelectMany(row => row.Values.Keys).Distinct();

    private static bool IsOfLayer(string column) => LayerGradients.OfNorms(column) is not null || LayerGradients.OfVariances(column) is not null;
}
