namespace QaaHybrid.Training;

/// <summary>A method over all seeds.</summary>
public sealed record ComparedMethod
{
    /// <summary>Its name in the recipe.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of adapter.</summary>
    public required string Adapter { get; init; }

    /// <summary>Number of its colour and dashes in every chart.</summary>
    public required int Style { get; init; }

    /// <summary>The method, once a seed with which it is done; at least one.</summary>
    public required IReadOnlyList<SeededMethod> Runs { get; init; }

    /// <summary>What it comes to, by the keys of the measures.</summary>
    public required IReadOnlyDictionary<string, MeasuredValue> Values { get; init; }

    /// <summary>How it differs from the baseline, by the keys of the measures; empty for the baseline itself.</summary>
    public IReadOnlyDictionary<string, BaselineTest> Tests { get; init; } = new Dictionary<string, BaselineTest>();

    /// <summary>Gain over the base model, see <see cref="ParetoFront.Score"/>; null where it is not defined.</summary>
    public double? ParetoScore { get; init; }

    /// <summary>Counts and sizes, which do not depend on the seed: those of the first.</summary>
    public MethodResult Size => Runs[0].Result;

    /// <summary>Median time of an optimiser step: the median over the seeds, seconds.</summary>
    public double SecondsPerStep => Runs.Select(run => run.Result.SecondsPerStep).Order().ElementAt(Runs.Count / 2);

    /// <summary>Mean time of all steps of a training, seconds; null where it was not kept.</summary>
    public double? TrainSeconds => Runs.Average(run => run.Result.TrainSeconds);

    /// <summary>The largest memory of a step over the seeds, bytes; null where the system does not tell.</summary>
    public double? StepMemory => Runs.Max(run => run.Result.StepMemory);
}
