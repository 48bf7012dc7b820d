using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>How a model does on the held-out examples.</summary>
/// <param name="Loss">The mean loss, in the task's unit.</param>
/// <param name="Metrics">By name, as <see cref="MethodResult.Metrics"/> has them.</param>
/// <param name="Samples">The texts; none where the task writes none.</param>
/// <param name="Scores">The metrics of the texts with what they were computed by; null where there are none.</param>
public sealed record Evaluation(double Loss, IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<GeneratedSample> Samples, TextScores? Scores = null)
{
    /// <summary>What came out for every example, in the order of the data.</summary>
    public IReadOnlyList<HeldOutExample> Examples { get; init; } = [];

    /// <summary>Loss on the recipe's text that has nothing to do with the task, nats a token; null where the recipe names none.</summary>
    public double? TextLoss { get; init; }

    /// <summary>Measures a language model: the loss, and the metrics of texts where there is something to generate for.</summary>
    /// <param name="model">The model, with whatever adapter is in it.</param>
    /// <param name="text">The task.</param>
    /// <param name="generation">How texts are written.</param>
    /// <param name="measure">How texts are measured.</param>
    /// <param name="cancellationToken">Ends the measurement between two batches.</param>
    public static Evaluation Of(CausalLM model, TaskText text, GenerationConfig generation, TextMeasure measure, CancellationToken cancellationToken = default)
    {
        var losses = TokenLoss.Each(model, text.HeldOut, cancellationToken);
        var evaluation = new Evaluation(TokenLoss.Mean(losses), new Dictionary<string, double>(), [])
        {
            Examples = [.. losses.Zip(text.HeldOutOrder, (loss, index) => new HeldOutExample("", index, loss.Tokens > 0 ? loss.Sum / loss.Tokens : 0, loss.Tokens)).OrderBy(example => example.Index)],
        };
        if (text.Prompts.Count == 0)
            return evaluation;
        var texts = model.generate(text.Prompts, generation, tokenizer: text.Tokenizer, cancellation: cancellationToken).Select(generated => text.Decode(generated.Tokens)).ToList();
        var references = text.Data.Generation.Select(item => item.References).ToList();
        var scores = measure.Of(texts, references, cancellationToken);
        return evaluation with
        {
            Metrics = new Dictionary<string, double>(scores.Named),
            Samples = [.. texts.Zip(text.Data.Generation, (written, item) => new GeneratedSample(item.Source, item.References, written)).Select((sample, i) => sample with { Scores = scores.NamedOf(i) })],
            Scores = scores,
        };
    }
}
