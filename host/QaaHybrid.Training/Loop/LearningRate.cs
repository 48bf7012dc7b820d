namespace QaaHybrid.Training;

/// <summary>
/// The factor on the learning rate at each step: rises linearly over the warm-up, then stays (constant), falls linearly, or follows
/// half a cosine, towards the final ratio, which it would reach one step after the last.
/// </summary>
public sealed class LearningRate
{
    private readonly ScheduleRecipe recipe;
    private readonly int steps;
    private readonly int warmup;

    /// <summary>The schedule over <paramref name="steps"/> steps.</summary>
    public LearningRate(ScheduleRecipe recipe, int steps)
    {
        (this.recipe, this.steps) = (recipe, steps);
        warmup = (int)Math.Ceiling(recipe.WarmupRatio * steps);
    }

    /// <summary>Share of the training that is done after <paramref name="step"/>, (0, 1].</summary>
    public double Progress(int step) => (double)step / steps;

    /// <summary>
    /// The factor at <paramref name="step"/>, counted from 1. With w warm-up steps of n and t = (step − w) / (n − w + 1), r the final ratio:
    /// step ≤ w: step / w; then constant: 1; linear: 1 − (1 − r)·t; cosine: r + (1 − r)·(1 + cos πt) / 2.
    /// </summary>
    public double Factor(int step)
    {
        if (step <= warmup)
            return (double)step / warmup;
        var t = (double)(step - warmup) / (steps - warmup + 1);
        return recipe.Name switch
        {
            "constant" => 1,
            "linear" => 1 - (1 - recipe.FinalRatio) * t,
            _ => recipe.FinalRatio + (1 - recipe.FinalRatio) * (1 + Math.Cos(Math.PI * t)) / 2,
        };
    }
}
