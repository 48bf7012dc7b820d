namespace QaaHybrid.Training;

/// <summary>How a method is trained.</summary>
public sealed record TrainingRecipe
{
    /// <summary><c>steps</c>: optimiser steps; not together with <c>epochs</c> or <c>seconds</c>.</summary>
    public int Steps { get; init; } = 300;

    /// <summary><c>epochs</c>: passes over the training examples, in place of <c>steps</c>; 0 uses steps.</summary>
    public double Epochs { get; init; }

    /// <summary>
    /// <c>seconds</c>: wall-clock time of the steps, in place of <c>steps</c>; 0 uses steps. The learning rate follows the time. Such a training cannot be repeated to the bit.
    /// </summary>
    public double Seconds { get; init; }

    /// <summary><c>batch_size</c>: examples a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary><c>max_grad_norm</c>: the gradient is scaled down to this 2-norm; 0 leaves it alone.</summary>
    public double MaxGradNorm { get; init; } = 1.0;

    /// <summary><c>optimizer</c>: AdamW's settings.</summary>
    public OptimizerRecipe Optimizer { get; init; } = new();

    /// <summary><c>schedule</c>: the learning rate over the steps.</summary>
    public ScheduleRecipe Schedule { get; init; } = new();

    /// <summary><c>checkpoint_every</c>: steps between checkpoints; a killed run loses at most these.</summary>
    public int CheckpointEvery { get; init; } = 50;

    /// <summary><c>evaluate_every</c>: steps between held-out losses; 0 evaluates at start and end only.</summary>
    public int EvaluateEvery { get; init; }
}
