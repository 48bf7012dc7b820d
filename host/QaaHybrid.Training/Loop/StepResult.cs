namespace QaaHybrid.Training;

/// <summary>What one optimiser step did.</summary>
/// <param name="Loss">Mean loss of the batch before the step, nats a target token.</param>
/// <param name="GradNorm">2-norm of all gradients before clipping.</param>
/// <param name="LearningRate">Learning rate of the first parameter group.</param>
/// <param name="Diagnostics">What the model had to say of itself.</param>
public sealed record StepResult(double Loss, double GradNorm, double LearningRate, IReadOnlyDictionary<string, double> Diagnostics);
