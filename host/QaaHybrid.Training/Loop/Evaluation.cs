using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>How a model does on the held-out examples.</summary>
/// <param name="Loss">Nats a target token.</param>
/// <param name="Scores">Metrics of the generated texts; null where none were to be generated.</param>
/// <param name="Samples">The texts.</param>
public sealed record Evaluation(double Loss, TextScores? Scores, IReadOnlyList<GeneratedSample> Samples)
{
    /// <summary>exp(loss).</summary>
    public double Perplexity => Math.Exp(Loss);

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model, with whatever adapter is in it.</param>
    /// <param name="text">The task.</param>
    /// <param name="generation">How texts are written; without drawing, whatever it says.</param>
    /// <param name="cancellationToken">Ends the measurement between two batches.</param>
    public static Evaluation Of(CausalLM model, TaskText text, GenerationRecipe generation, CancellationToken cancellationToken = default)
    {
        var loss = TokenLoss.HeldOut(model, text.HeldOut, cancellationToken);
        if (text.Prompts.Count == 0)
            return new Evaluation(loss, null, []);
        var config = generation.ToSearch();
        var texts = model.generate(text.Prompts, config, cancellation: cancellationToken).Select(generated => text.Decode(generated.Tokens)).ToList();
        var references = text.Data.Generation.Select(item => item.References).ToList();
        return new Evaluation(loss, TextScores.Of(texts, references),
            [.. text.Data.Generation.Zip(texts, (item, written) => new GeneratedSample(item.Source, item.References, written))]);
    }

    /// <summary>The text metrics by name, as <see cref="MethodResult.Metrics"/> has them.</summary>
    internal Dictionary<string, double> TextMetrics() => new(Scores?.Named ?? []);
}
