namespace QaaHybrid.Training;

/// <summary>How the numbers came about that can be measured in more than one way; the same sentences in the report and in <c>comparison.json</c>.</summary>
public static class HowMeasured
{
    /// <summary>A sentence on each, by the name of the number.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>
    {
        ["trainable"] = "What the optimiser holds for the adapter; a new head, the same for every method, is not counted.",
        ["stored"] = "Numbers in the adapter's file.",
        ["degrees_of_freedom"] = "Independent directions among the trained numbers: an orthogonal n × n block has n(n − 1)/2 of them, however many numbers it is stored as.",
        ["seconds_per_step"] = "Wall clock, median over the steps of a training and then over the seeds; other trainings may have run side by side.",
        ["step_memory"] = "Peak resident memory of the process while it trains, less what was resident before the first step with the model in memory: activations, gradients, the optimiser's state. The largest over the seeds.",
        ["flops_per_token"] = "A count from shapes of the matrix products of one forward pass over held-out examples with the adapter in place, two for a multiplication and an addition, divided by the tokens (of images: by the images); nothing was timed for it.",
        ["pareto_score"] = "The QuIC paper's: gain over the base model divided by log₁₀ of the trained parameters in thousands; not defined up to 1,000 parameters.",
        ["forgetting"] = "By how much the loss on the recipe's text, which has nothing to do with the task, rose over the base model's.",
    };
}
