using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// What a run learns, as the loop sees it: the examples, the model with the head that fits them, the loss, and what is measured. The loop knows no kind of task.
/// </summary>
public interface ITask
{
    /// <summary>One or two words for headings.</summary>
    string Name { get; }

    /// <summary>Where the examples come from and how many there are, in a line for the report.</summary>
    string Description { get; }

    /// <summary>What the loss is counted in: <c>nats a target token</c>.</summary>
    string LossUnit { get; }

    /// <summary>What a person should know before the training: examples cut short, lines left out.</summary>
    IReadOnlyList<string> Remarks { get; }

    /// <summary>Names of the labels that the model's head has; none where it has no such head.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Length of each training example: similar ones share a batch.</summary>
    IReadOnlyList<int> Lengths { get; }

    /// <summary>Held-out examples, for a forward pass over real input.</summary>
    ITaskBatch HeldOutBatch { get; }

    /// <summary>Reads the data, once, and looks for what is measured with; everything above but the labels waits for it.</summary>
    /// <exception cref="DataFileException">The data are missing or wrong.</exception>
    /// <exception cref="RecipeException">A metric's model cannot be used.</exception>
    void Load();

    /// <summary>A fresh copy of the base model with the head of the task.</summary>
    /// <exception cref="ModelFileException">The model cannot be read, or its family has no such head.</exception>
    PreTrainedModel LoadModel();

    /// <summary>A batch of training examples.</summary>
    ITaskBatch Batch(IReadOnlyList<int> indices);

    /// <summary>The training examples of a batch in words, for an error.</summary>
    string Describe(IReadOnlyList<int> indices);

    /// <summary>What is measured on the way.</summary>
    /// <returns>The name of the log's column and the mean loss over held-out examples.</returns>
    (string Column, double Loss) Midway(PreTrainedModel model, CancellationToken cancellationToken = default);

    /// <summary>What is measured at the start and at the end.</summary>
    Evaluation Evaluate(PreTrainedModel model, CancellationToken cancellationToken = default);
}

/// <summary>Some examples as a model takes them.</summary>
public interface ITaskBatch
{
    /// <summary>Number of examples.</summary>
    int Rows { get; }

    /// <summary>What the speed is counted in: tokens without filling; for images, images.</summary>
    int Tokens { get; }

    /// <summary>The mean loss, recorded for gradients.</summary>
    Tensor Loss(PreTrainedModel model);

    /// <summary>The forward pass without a loss.</summary>
    Tensor Forward(PreTrainedModel model);
}
