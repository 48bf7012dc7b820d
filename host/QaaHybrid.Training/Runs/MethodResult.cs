namespace QaaHybrid.Training;

/// <summary>What came out for one method: a line of the table.</summary>
public sealed record MethodResult
{
    /// <summary>The method's name in the recipe.</summary>
    public required string Method { get; init; }

    /// <summary>The kind of adapter.</summary>
    public required string Adapter { get; init; }

    /// <summary>Trained numbers.</summary>
    public required long Trainable { get; init; }

    /// <summary>The same in percent of the base model's parameters.</summary>
    public required double Percent { get; init; }

    /// <summary>Held-out loss of the base model, nats a target token.</summary>
    public required double LossBefore { get; init; }

    /// <summary>Held-out loss after training, nats a target token.</summary>
    public required double LossAfter { get; init; }

    /// <summary><c>perplexity_before</c>, <c>perplexity_after</c> and the text metrics, see <see cref="TextScores.Named"/>.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Median time of an optimiser step.</summary>
    public required double SecondsPerStep { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>What BLEU was computed with, in sacreBLEU's notation.</summary>
    public required string BleuSignature { get; init; }
}
