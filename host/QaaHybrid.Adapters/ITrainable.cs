using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>What a training loop needs of a model that is being fine-tuned; it does not know which method it trains.</summary>
public interface ITrainable
{
    /// <summary>The parameters to train, by full name, always in the same order.</summary>
    IEnumerable<(string name, Parameter p)> TrainableParameters { get; }

    /// <summary>
    /// Numbers worth a column in the log, such as the distance of the angles from their start or the norm of their gradient. Called after
    /// the backward pass, before gradients are clipped and the optimiser steps; may be empty.
    /// </summary>
    IReadOnlyDictionary<string, double> Diagnostics();

    /// <summary>What the method adds to the loss of a step, or null; it is trained, but not reported as loss.</summary>
    Tensor? Penalty() => null;

    /// <summary>Called after each step of the optimiser.</summary>
    /// <param name="progress">Share of the training that is done, (0, 1].</param>
    void AfterStep(double progress) { }

    /// <summary>Called when training is over, before the model is measured and saved.</summary>
    void Finish() { }

    /// <summary>Writes the trained weights and what is needed to put them back into a base model.</summary>
    /// <param name="folder">Created where it is missing.</param>
    /// <exception cref="IOException">A file cannot be written; nothing half-written is left.</exception>
    void Save(string folder);

    /// <summary>Takes the weights back that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">A file is missing, damaged or does not fit the model.</exception>
    void Load(string folder);

    /// <summary>Writes what training goes on from: what <see cref="Save"/> writes, unless a method trains more than it saves.</summary>
    /// <param name="folder">Created where it is missing.</param>
    /// <exception cref="IOException">A file cannot be written; nothing half-written is left.</exception>
    void SaveState(string folder) => Save(folder);

    /// <summary>Goes on from what <see cref="SaveState"/> wrote.</summary>
    /// <exception cref="InvalidDataException">A file is missing, damaged or does not fit the model.</exception>
    void LoadState(string folder) => Load(folder);
}
