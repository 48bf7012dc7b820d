namespace QaaHybrid.Training;

/// <summary>The base model before any training.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Parameters">Number of its parameters.</param>
/// <param name="Loss">Held-out loss, nats a target token.</param>
/// <param name="Metrics"><c>bleu</c> and <c>rouge_l</c>, 0 to 100.</param>
public sealed record BaseResult(string Model, long Parameters, double Loss, IReadOnlyDictionary<string, double> Metrics);
