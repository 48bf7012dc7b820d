using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>How a model does on the held-out examples.</summary>
/// <param name="Loss">Nats a target token.</param>
/// <param name="Bleu">BLEU of the greedy texts; null where none were to be generated.</param>
/// <param name="RougeL">ROUGE-L of the same, 0 to 100; null where none were to be generated.</param>
/// <param name="Samples">The greedy texts.</param>
public sealed record Evaluation(double Loss, BleuScore? Bleu, double? RougeL, IReadOnlyList<GeneratedSample> Samples)
{
    /// <summary>exp(loss).</summary>
    public double Perplexity => Math.Exp(Loss);

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model, with whatever adapter is in it.</param>
    /// <param name="text">The task.</param>
    /// <param name="generation">How long texts may get; they are greedy whatever it says.</param>
    /// <param name="cancellationToken">Ends the measurement between two batches.</param>
    public static Evaluation Of(CausalLM model, TaskText text, GenerationRecipe generation, CancellationToken cancellationToken = default)
    {
        var loss = TokenLoss.HeldOut(model, text.HeldOut, cancellationToken);
        if (text.Prompts.Count == 0)
            return new Evaluation(loss, null, null, []);
        var greedy = new GenerationConfig { MaxNewTokens = generation.MaxNewTokens };
        var texts = model.generate(text.Prompts, greedy, cancellation: cancellationToken).Select(generated => text.Decode(generated.Tokens)).ToList();
        var references = text.Data.Generation.Select(item => item.References).ToList();
        return new Evaluation(loss, Training.Bleu.Corpus(texts, references), Training.RougeL.Corpus(texts, references),
            [.. text.Data.Generation.Zip(texts, (item, written) => new GeneratedSample(item.Source, item.References, written))]);
    }

    /// <summary>BLEU and ROUGE-L by name, as <see cref="MethodResult.Metrics"/> has them.</summary>
    internal Dictionary<string, double> TextMetrics()
    {
        var metrics = new Dictionary<string, double>();
        if (Bleu is { } bleu)
            metrics.Add("bleu", bleu.Score);
        if (RougeL is { } rouge)
            metrics.Add("rouge_l", rouge);
        return metrics;
    }
}
