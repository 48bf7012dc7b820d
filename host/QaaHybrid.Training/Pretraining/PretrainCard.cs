using System.Globalization;
using System.Text;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>The model card of a base model, and its loss curve.</summary>
internal static class PretrainCard
{
    /// <summary>Writes <c>README.md</c> and <c>loss.svg</c>.</summary>
    public static void Write(PretrainFolder place, PretrainRecipe recipe, PretrainCardText text, HeldOutFigures figures, string evidence, RunEnvironment environment)
    {
        var metrics = MetricsLog.Read(place.MetricsFile);
        AtomicFile.WriteText(place.CurveFile, Curve(recipe, text, metrics).ToSvg(standalone: true));
        AtomicFile.WriteText(place.CardFile, Card(recipe, text, figures, evidence, environment, metrics));
    }

    private static LineChart Curve(PretrainRecipe recipe, PretrainCardText text, IReadOnlyList<MetricRow> metrics)
    {
        IReadOnlyList<(double, double)> Column(string name) =>
            [.. metrics.Where(row => row.Values.ContainsKey(name)).Select(row => ((double)row.Step, row.Values[name]))];
        return new LineChart($"Loss of {recipe.Name} over the steps", "optimiser step", $"loss, nats {Article(text.Unit)} {text.Unit}",
        [
            new ChartSeries("training", 0, Smoothing.Mean(Column("loss"), 5)),
            new ChartSeries("held out", 1, Column("held_out_loss"), Markers: true),
        ]);
    }

    private static string Card(PretrainRecipe recipe, PretrainCardText text, HeldOutFigures figures, string evidence, RunEnvironment environment, IReadOnlyList<MetricRow> metrics)
    {
        var culture = CultureInfo.InvariantCulture;
        var card = new StringBuilder();
        card.Append(culture, $"# {recipe.Name}\n\n{text.Introduction}\n\n| | |\n|---|---|\n");
        foreach (var (what, size) in text.Shape)
            card.Append(culture, $"| {what} | {size} |\n");
        card.Append(culture, $"\n## Figures\n\n{text.Measured}\n\n| {text.Part} | loss, nats {Article(text.Unit)} {text.Unit} | {text.Column.Name} |\n|---|---|---|\n");
        var all = new HeldOutFigure("all", figures.Loss, figures.Accuracy, 0);
        foreach (var figure in figures.Parts.Count > 1 ? figures.Parts.Append(all) : figures.Parts)
            card.Append(culture, $"| {figure.Name} | {figure.Loss:0.000} | {text.Column.Value(figure)} |\n");
        card.Append(culture, $"""

            {StartAndEnd(text, metrics)}
            {(evidence.Length > 0 ? "\n" + evidence : "")}
            ![Loss over the steps](loss.svg)

            ## Training

            {text.Amount}
            Made with QaaHybrid {environment.Version}{(environment.Commit.Length > 0 ? $" ({environment.Commit})" : "")}, libtorch {environment.Libtorch}, {environment.Threads} {(environment.Threads == 1 ? "thread" : "threads")} of {environment.Processor}.
            `qaa pretrain recipe.yaml` makes it again.

            ```yaml
            {recipe.Yaml.TrimEnd()}
            ```

            ## Data

            {text.Data}

            ## Licence

            The weights are under the licence of this repository. The data they were trained on carry these notices:

            """);
        foreach (var (name, licence) in text.Notices)
            card.Append(culture, $"\n### {name}\n\n```text\n{licence.Trim()}\n```\n");
        return card.ToString();
    }

    /// <summary>Where the held-out loss came from, and how flat its curve is at the end.</summary>
    private static string StartAndEnd(PretrainCardText text, IReadOnlyList<MetricRow> metrics)
    {
        var held = metrics.Where(row => row.Values.ContainsKey("held_out_loss")).Select(row => (row.Step, Loss: row.Values["held_out_loss"])).ToList();
        var sentences = FormattableString.Invariant($"The start weights had a held-out loss of {held[0].Loss:0.000} (a guess among all answers: {text.Chance:0.000}).");
        var last = held[^1];
        if (held.FindLast(row => row.Step <= 0.9 * last.Step) is { Step: > 0 } before)
            sentences += FormattableString.Invariant(
                $" At the end of the curve, from step {before.Step} to step {last.Step}, the held-out loss changed by {last.Loss - before.Loss:+0.000;-0.000} nats.");
        return sentences;
    }

    private static string Article(string unit) => "aeiou".Contains(unit[0], StringComparison.Ordinal) ? "an" : "a";
}
