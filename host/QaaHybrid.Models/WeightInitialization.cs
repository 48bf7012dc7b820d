namespace QaaHybrid.Models;

/// <summary>Weights for a model that has none.</summary>
public static class WeightInitialization
{
    /// <summary>
    /// Draws fresh weights as Hugging Face does for the family: matrices normal with the configuration's <c>initializer_range</c>, biases 0, norms 1. The same
    /// seed gives the same weights on every machine.
    /// </summary>
    /// <returns>The model.</returns>
    public static T InitializeWeights<T>(this T model, int seed)
        where T : PreTrainedModel
    {
        ArgumentNullException.ThrowIfNull(model);
        RandomWeights.Fill(model, model.named_parameters(), seed);
        return model;
    }
}
