namespace QaaHybrid.Training;

/// <summary>How a base model is trained.</summary>
public sealed record PretrainingRecipe
{
    /// <summary><c>steps</c>: optimiser steps.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary><c>batch_size</c>: sequences or images a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary><c>sequence_length</c> (llama, roberta): tokens a sequence.</summary>
    public int SequenceLength { get; init; } = 128;

    /// <summary><c>max_grad_norm</c>: the gradient is scaled down to this 2-norm; 0 leaves it alone.</summary>
    public double MaxGradNorm { get; init; } = 1.0;

    /// <summary><c>optimizer</c>: AdamW, with the decay and betas that are usual for training from nothing. Norms are not decayed.</summary>
    public OptimizerRecipe Optimizer { get; init; } = new() { Lr = 3e-3, WeightDecay = 0.1, Beta2 = 0.95 };

    /// <summary><c>schedule</c>: the learning rate over the steps.</summary>
    public ScheduleRecipe Schedule { get; init; } = new();

    /// <summary><c>checkpoint_every</c>: steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary><c>evaluate_every</c>: steps between held-out losses.</summary>
    public int EvaluateEvery { get; init; } = 200;

    /// <summary><c>eval_sequences</c>, for a vit <c>eval_images</c>: held-out sequences or images a measurement.</summary>
    public int EvalSamples { get; init; } = 128;
}
