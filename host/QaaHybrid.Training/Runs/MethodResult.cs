namespace QaaHybrid.Training;

/// <summary>What came out for one method: a line of the table.</summary>
public sealed record MethodResult
{
    /// <summary>The method's name in the recipe.</summary>
    public required string Method { get; init; }

    /// <summary>The kind of adapter.</summary>
    public required string Adapter { get; init; }

    /// <summary>Trained numbers of the adapter; those of a new head are not counted, as is the custom of published tables.</summary>
    public required long Trainable { get; init; }

    /// <summary>Numbers that the adapter's file holds, without a new head; null in runs of before they were counted.</summary>
    public long? Stored { get; init; }

    /// <summary>Independent directions among the trained numbers: of a stored n × n matrix of which only the skew part counts n(n − 1)/2.</summary>
    public long? DegreesOfFreedom { get; init; }

    /// <summary>What was chosen for the method's budget and why; null where it has none.</summary>
    public string? BudgetReason { get; init; }

    /// <summary>Size of the adapter's file, bytes; with a new head, where there is one.</summary>
    public long? AdapterBytes { get; init; }

    /// <summary>Trained numbers of a new head: the same for every method.</summary>
    public long TrainableHead { get; init; }

    /// <summary>The same in percent of the base model's parameters.</summary>
    public required double Percent { get; init; }

    /// <summary>Held-out loss of the base model, in the task's unit.</summary>
    public required double LossBefore { get; init; }

    /// <summary>Held-out loss after training, in the task's unit.</summary>
    public required double LossAfter { get; init; }

    /// <summary>of texts <c>perplexity_before</c>, <c>perplexity_after</c> and those of <see cref="TextScores.Named"/>; of labels those of
    /// <see cref="LabelMetrics"/>, each, where it has one, with the ends of its 95 % interval, <c>accuracy_low</c> and <c>accuracy_high</c>.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Median time of an optimiser step.</summary>
    public required double SecondsPerStep { get; init; }

    /// <summary>Time of all optimiser steps together, without what was measured between them; null in runs of before it was kept.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>
    /// The most memory that training had resident beyond the model, the adapter and one forward pass's buffers, bytes: activations, gradients, the optimiser's state.
    /// Null where the system does not tell.
    /// </summary>
    public double? StepMemory { get; init; }

    /// <summary>Floating-point operations of a forward pass with the adapter, a token (of images: an image).</summary>
    public double? FlopsPerToken { get; init; }

    /// <summary>Loss on a text that has nothing to do with the task, nats a token; null where the recipe names none.</summary>
    public double? TextLoss { get; init; }

    /// <summary>What the circuits took on the recipe's backend; null where they ran on the simulator that trains.</summary>
    public BackendCosts? Backend { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>What BLEU was computed with, in sacreBLEU's notation.</summary>
    public required string BleuSignature { get; init; }

    /// <summary>What every metric of texts was computed with.</summary>
    public IReadOnlyList<string> Signatures { get; init; } = [];
}
