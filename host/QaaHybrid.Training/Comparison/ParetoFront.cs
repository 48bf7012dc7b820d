namespace QaaHybrid.Training;

/// <summary>Which methods are worth their parameters.</summary>
public static class ParetoFront
{
    /// <summary>
    /// The points that no other dominates, as indices in the order given. A point dominates another if it costs no more and is no worse, and is strictly better in at
    /// least one of the two; of equal points all are on the front.
    /// </summary>
    /// <param name="points">Cost, the less the better, and quality.</param>
    /// <param name="higherIsBetter">Whether more of the quality is better.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<(double Cost, double Quality)> points, bool higherIsBetter)
    {
        bool Dominates((double Cost, double Quality) a, (double Cost, double Quality) b)
        {
            var (better, worse) = higherIsBetter ? (a.Quality > b.Quality, a.Quality < b.Quality) : (a.Quality < b.Quality, a.Quality > b.Quality);
            return a.Cost <= b.Cost && !worse && (a.Cost < b.Cost || better);
        }
        return [.. Enumerable.Range(0, points.Count).Where(i => !points.Any(other => Dominates(other, points[i])))];
    }

    /// <summary>
    /// The Pareto score of the QuIC paper (Raj and Coyle, arXiv 2502.06916): the gain over the base model divided by log₁₀ of the parameters in thousands. For a loss the
    /// gain is by how much it fell.
    /// </summary>
    /// <param name="measure">What is measured.</param>
    /// <param name="value">The trained method's.</param>
    /// <param name="before">The base model's.</param>
    /// <param name="parameters">Trained numbers.</param>
    /// <returns>The score; null up to 1,000 parameters, where the logarithm is not above 0 and the score says nothing.</returns>
    public static double? Score(Measure measure, double value, double before, long parameters)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return parameters > 1000 ? (measure.HigherIsBetter ? value - before : before - value) / Math.Log10(parameters / 1000.0) : null;
    }
}
