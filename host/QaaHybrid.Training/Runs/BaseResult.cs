namespace QaaHybrid.Training;

/// <summary>The base model before any training.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Parameters">Number of its parameters.</param>
/// <param name="Loss">Held-out loss, nats a target token.</param>
/// <param name="Metrics">The text metrics, see <see cref="TextScores.Named"/>.</param>
public sealed record BaseResult(string Model, long Parameters, double Loss, IReadOnlyDictionary<string, double> Metrics);
