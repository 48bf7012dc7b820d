namespace QaaHybrid.Training;

/// <summary>The learning rate over the steps; see <see cref="LearningRate"/>.</summary>
public sealed record ScheduleRecipe
{
    /// <summary><c>name</c>: constant, linear or cosine.</summary>
    public string Name { get; init; } = "cosine";

    /// <summary><c>warmup_ratio</c>: share of the steps over which the rate rises from 0.</summary>
    public double WarmupRatio { get; init; } = 0.06;

    /// <summary><c>final_ratio</c>: the rate at the end, as a share of the rate at the top (linear, cosine).</summary>
    public double FinalRatio { get; init; }
}
