using System.Globalization;
using System.Text;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>The model card of a base model, and its loss curve.</summary>
internal static class PretrainCard
{
    /// <summary>Writes <c>README.md</c> and <c>loss.svg</c>.</summary>
    public static void Write(
        PretrainFolder place, PretrainRecipe recipe, PretrainingText text, LlamaForCausalLM model, IReadOnlyDictionary<string, double> losses, RunEnvironment environment)
    {
        var metrics = MetricsLog.Read(place.MetricsFile);
        AtomicFile.WriteText(place.CurveFile, Curve(recipe, metrics).ToSvg(standalone: true));
        AtomicFile.WriteText(place.CardFile, Card(recipe, text, model, losses, environment, metrics));
    }

    private static LineChart Curve(PretrainRecipe recipe, IReadOnlyList<MetricRow> metrics)
    {
        IReadOnlyList<(double, double)> Column(string name) =>
            [.. metrics.Where(row => row.Values.ContainsKey(name)).Select(row => ((double)row.Step, row.Values[name]))];
        return new LineChart($"Loss of {recipe.Name} over the steps", "optimiser step", "loss, nats a token",
        [
            new ChartSeries("training", 0, Smoothing.Mean(Column("loss"), 5)),
            new ChartSeries("held out", 1, Column("held_out_loss"), Markers: true),
        ]);
    }

    private static string Card(
        PretrainRecipe recipe, PretrainingText text, LlamaForCausalLM model, IReadOnlyDictionary<string, double> losses, RunEnvironment environment, IReadOnlyList<MetricRow> metrics)
    {
        var culture = CultureInfo.InvariantCulture;
        var training = recipe.Training;
        var tokens = (long)training.Steps * training.BatchSize * training.SequenceLength;
        var card = new StringBuilder();
        card.Append(culture, $"""
            # {recipe.Name}

            A small English language model for experiments with adapters: a Llama decoder with {model.parameters().Sum(p => p.numel()):#,0} parameters, trained from
            nothing on the texts below. It completes short English phrases; it knows no facts to rely on and is no assistant.

            | | |
            |---|---|
            | layers, width, feed-forward width | {recipe.Model.Layers}, {recipe.Model.HiddenSize}, {recipe.Model.IntermediateSize} |
            | query heads, key and value heads | {recipe.Model.Heads}, {recipe.Model.KeyValueHeads} |
            | vocabulary | {text.Tokenizer.VocabularySize:#,0} tokens, byte-level BPE learnt from the training text |
            | longest text | {recipe.Model.MaxPositions} tokens |
            | weights | {recipe.Dtype}{(recipe.Model.TieWordEmbeddings ? ", output layer tied to the embedding" : "")} |

            ## Figures

            Held-out loss of the stored weights, on documents that were not trained on ({recipe.HeldOut.ToString("P0", culture).Replace(" ", "", StringComparison.Ordinal)} of each corpus; the vocabulary was not learnt from them either):

            | corpus | loss, nats a token | perplexity |
            |---|---|---|

            """);
        foreach (var (corpus, loss) in losses)
            card.Append(culture, $"| {corpus} | {loss:0.000} | {Math.Exp(loss):0.0} |\n");
        card.Append(culture, $"""

            {End(metrics)}

            ![Loss over the steps](loss.svg)

            ## Training

            {training.Steps:#,0} steps of {training.BatchSize} sequences of {training.SequenceLength} tokens: {tokens / 1e6:0.0} million tokens, {(double)tokens / text.Training.TokenCount:0.0} passes over {text.Training.TokenCount / 1e6:0.00} million.
            Made with QaaHybrid {environment.Version}{(environment.Commit.Length > 0 ? $" ({environment.Commit})" : "")}, libtorch {environment.Libtorch}, {environment.Threads} threads of {environment.Processor}.
            `qaa pretrain recipe.yaml` makes it again.

            ```yaml
            {recipe.Yaml.TrimEnd()}
            ```

            ## Data


            """);
        foreach (var corpus in text.Corpora)
            card.Append(culture, $"- **{corpus.Name}**: {corpus.Description}. {corpus.Documents.Count:#,0} documents, {corpus.Characters / 1e6:0.0} million characters.\n");
        card.Append("\nEvery document stands alone between end marks.\n\n## Licence\n\nThe weights are under the licence of this repository. The texts they were trained on carry these notices:\n");
        foreach (var corpus in text.Corpora)
            card.Append(culture, $"\n### {corpus.Name}\n\n```text\n{corpus.Licence.Trim()}\n```\n");
        return card.ToString();
    }

    /// <summary>How flat the curve is at its end.</summary>
    private static string End(IReadOnlyList<MetricRow> metrics)
    {
        var held = metrics.Where(row => row.Values.ContainsKey("held_out_loss")).ToList();
        if (held.Count < 3)
            return "";
        var (last, start) = (held[^1], held[^1].Step * 0.9);
        var before = held.Where(row => row.Step <= start).Last();
        return FormattableString.Invariant(
            $"At the end of the curve, from step {before.Step} to step {last.Step}, the held-out loss changed by {last.Values["held_out_loss"] - before.Values["held_out_loss"]:+0.000;-0.000} nats.");
    }
}
