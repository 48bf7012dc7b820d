namespace QaaHybrid.Training;

/// <summary>The charts of a comparison, or of a single run: in its report, in a notebook, in a file of their own.</summary>
public static class ComparisonCharts
{
    /// <summary>Losses of single batches jump: each point is the mean of so many steps before and after it too.</summary>
    public const int SmoothingRadius = 8;

    /// <summary>The smoothed loss of the training batches, over the steps.</summary>
    public static LineChart TrainingLoss(MethodComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Over("Training loss", $"training loss, {comparison.Base.LossUnit}", comparison, run => Smoothing.Mean(run.Method.Column("loss"), SmoothingRadius));
    }

    /// <summary>The held-out loss from the base model to the end, with what was measured on the way.</summary>
    public static LineChart HeldOutLoss(MethodComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Over("Held-out loss", $"held-out loss, {comparison.Base.LossUnit}", comparison, HeldOut, markers: true);
    }

    /// <summary>The smoothed norm of the gradient, over the steps.</summary>
    public static LineChart GradientNorm(MethodComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Over("Gradient of all trained parameters", "2-norm before clipping", comparison, run => Smoothing.Mean(run.Method.Column("grad_norm"), SmoothingRadius));
    }

    /// <summary>Quality against trained parameters, with the front that no method beats.</summary>
    /// <param name="comparison">The methods.</param>
    /// <param name="measure">The quality: one of <see cref="MethodComparison.Measures"/>.</param>
    public static ParetoChart Pareto(MethodComparison comparison, Measure measure)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(measure);
        var points = comparison.Methods.Select(method => (method, value: method.Values[measure.Key])).Select(entry =>
            new ParetoPoint(entry.method.Name, entry.method.Style, entry.method.Size.Trainable, entry.value.Mean, entry.value.Low, entry.value.High)).ToList();
        return new ParetoChart(measure, points, comparison.BaseValue(measure));
    }

    /// <summary>Any curve of the methods over the steps; of several seeds the mean, with a band behind it.</summary>
    internal static LineChart Over(string heading, string axis, MethodComparison comparison, Func<SeededMethod, IReadOnlyList<(double X, double Y)>> points, bool markers = false) =>
        new(heading, "optimiser step", axis, [.. comparison.Methods.Select(method => SeedCurves.Over(method.Name, method.Style, [.. method.Runs.Select(points)], markers)).Where(line => line.Points.Count > 0)]);

    private static IReadOnlyList<(double, double)> HeldOut(SeededMethod run) =>
    [
        (0, run.Result.LossBefore),
        .. run.Method.Column("held_out_loss").Where(point => point.X < run.Result.Steps),
        (run.Result.Steps, run.Result.LossAfter),
    ];
}
