using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>How a model does on the held-out examples.</summary>
/// <param name="Loss">The mean loss, in the task's unit.</param>
/// <param name="Metrics">By name, as <see cref="MethodResult.Metrics"/> has them.</param>
/// <param name="Samples">Greedy texts; none where the task writes none.</param>
/// <param name="BleuSignature">What BLEU was computed with, in sacreBLEU's notation; empty without BLEU.</param>
public sealed record Evaluation(double Loss, IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<GeneratedSample> Samples, string BleuSignature = "")
{
    /// <summary>Measures a language model: the loss, and BLEU and ROUGE-L where there is something to generate for.</summary>
    /// <param name="model">The model, with whatever adapter is in it.</param>
    /// <param name="text">The task.</param>
    /// <param name="generation">How long texts may get; they are greedy whatever it says.</param>
    /// <param name="cancellationToken">Ends the measurement between two batches.</param>
    public static Evaluation Of(CausalLM model, TaskText text, GenerationRecipe generation, CancellationToken cancellationToken = default)
    {
        var loss = TokenLoss.HeldOut(model, text.HeldOut, cancellationToken);
        if (text.Prompts.Count == 0)
            return new Evaluation(loss, new Dictionary<string, double>(), []);
        var greedy = new GenerationConfig { MaxNewTokens = generation.MaxNewTokens };
        var texts = model.generate(text.Prompts, greedy, cancellation: cancellationToken).Select(generated => text.Decode(generated.Tokens)).ToList();
        var references = text.Data.Generation.Select(item => item.References).ToList();
        var bleu = Bleu.Corpus(texts, references);
        return new Evaluation(loss, new Dictionary<string, double> { ["bleu"] = bleu.Score, ["rouge_l"] = RougeL.Corpus(texts, references) },
            [.. text.Data.Generation.Zip(texts, (item, written) => new GeneratedSample(item.Source, item.References, written))], bleu.Signature);
    }
}
