namespace QaaHybrid.Training;

/// <summary>The base model before any training.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Parameters">Number of its parameters.</param>
/// <param name="Loss">Held-out loss, in the task's unit.</param>
/// <param name="Metrics">By name, as <see cref="MethodResult.Metrics"/> has them.</param>
public sealed record BaseResult(string Model, long Parameters, double Loss, IReadOnlyDictionary<string, double> Metrics);
