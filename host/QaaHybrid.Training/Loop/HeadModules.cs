using QaaHybrid.Adapters;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>The part of a model that is trained as it is, beside the adapter: a classifier, and what the model's folder did not have.</summary>
public static class HeadModules
{
    // What Hugging Face's models call their classifiers, and PEFT trains by itself.
    private static readonly string[] Names = ["classifier", "score"];

    /// <summary>Full names of the modules; none for a language model.</summary>
    public static IReadOnlyList<string> Of(PreTrainedModel model)
    {
        if (model is CausalLM)
            return [];
        var modules = model.named_modules().Select(entry => entry.name).Where(Names.Contains);
        return [.. model.FreshWeights.Select(Owner).Concat(modules).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Trained numbers of those modules.</summary>
    public static long Count(AdaptedModel adapter) => adapter.TrainableParameters
        .Where(entry => adapter.ModulesToSave.Any(module => entry.name.StartsWith($"{AdaptedModel.Prefix}{module}.", StringComparison.Ordinal)))
        .Sum(entry => entry.p.numel());

    private static string Owner(string weight) => weight.LastIndexOf('.') is var dot and > 0 ? weight[..dot] : weight;
}
