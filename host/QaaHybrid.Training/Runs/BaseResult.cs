namespace QaaHybrid.Training;

/// <summary>The base model before any training.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Parameters">Number of its parameters.</param>
/// <param name="Loss">Held-out loss, in the task's unit.</param>
/// <param name="Metrics">By name, as <see cref="MethodResult.Metrics"/> has them.</param>
public sealed record BaseResult(string Model, long Parameters, double Loss, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>What was learned, and on which examples; empty in runs of before it was kept here too.</summary>
    public string Task { get; init; } = "";

    /// <summary>What losses are counted in.</summary>
    public string LossUnit { get; init; } = RunResults.TokenLossUnit;

    /// <summary>Loss on a text that has nothing to do with the task, nats a token; null where the recipe names none.</summary>
    public double? TextLoss { get; init; }

    /// <summary>Floating-point operations of a forward pass, a token (of images: an image), see <see cref="torch.utils.FlopCounterMode"/>.</summary>
    public double? FlopsPerToken { get; init; }
}
