namespace QaaHybrid.Training;

/// <summary>How <c>qaa compare</c> compares the methods of a recipe; a single run pays no heed to it but for <see cref="Baseline"/> and <see cref="Text"/>.</summary>
public sealed record ComparisonRecipe
{
    /// <summary><c>seeds</c>: each method is trained once with each; at least one, all different.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary><c>baseline</c>: the method that the others are tested against; empty takes the first.</summary>
    public string Baseline { get; init; } = "";

    /// <summary>
    /// <c>equal</c>: what every method gets as much of: <c>steps</c>, <c>time</c> or <c>parameters</c>. By parameters, a method that has no size to choose (full fine-tuning,
    /// BitFit, GOFT) stays as it is and the report says so; one with a <c>budget</c> of its own keeps that.
    /// </summary>
    public string Equal { get; init; } = "steps";

    /// <summary>
    /// <c>budget</c>: how much of it: steps (empty: the recipe's), seconds of training, or stored parameters, as a number or as a share of the base model (<c>0.1%</c>).
    /// </summary>
    public string Budget { get; init; } = "";

    /// <summary><c>metric</c>: the metric that the Pareto chart and its score use; empty takes the task's first.</summary>
    public string Metric { get; init; } = "";

    /// <summary><c>text</c>: a plain text that has nothing to do with the task; the base model's loss on it before and after training says how much a method forgets.</summary>
    public string Text { get; init; } = "";
}
