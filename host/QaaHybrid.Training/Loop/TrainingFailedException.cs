namespace QaaHybrid.Training;

/// <summary>Training cannot go on: the loss or a gradient is not a finite number. The message names the step, the examples, and what to do.</summary>
public sealed class TrainingFailedException(string message) : Exception(message);
