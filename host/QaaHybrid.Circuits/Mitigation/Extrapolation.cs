namespace QaaHybrid.Circuits;

/// <summary>
/// Values at several noise scales, carried on to none at all. Errors of the values are taken as independent of each other and are carried on
/// to first order; what a model cannot describe is not in them.
/// </summary>
public abstract class Extrapolation
{
    private protected Extrapolation()
    {
    }

    /// <summary>A straight line, least squares.</summary>
    public static Extrapolation Linear { get; } = new PolynomialExtrapolation(1);

    /// <summary>The polynomial through all values (Richardson): without bias to the highest order, and with the largest error.</summary>
    public static Extrapolation Richardson { get; } = new PolynomialExtrapolation(null);

    /// <summary>A polynomial, least squares.</summary>
    /// <param name="degree">1 or more, below the number of scales.</param>
    public static Extrapolation Polynomial(int degree) => new PolynomialExtrapolation(degree);

    /// <summary>
    /// a + A exp(-c s), least squares: what depolarising noise does to expectation values. Values that lie on both sides of a have no such
    /// curve; a straight line takes its place then.
    /// </summary>
    /// <param name="asymptote">a, the value at infinite noise; 0 for ⟨Z⟩ under depolarising noise.</param>
    public static Extrapolation Exponential(double asymptote = 0) => new ExponentialExtrapolation(asymptote);

    /// <summary>How many different scales it needs.</summary>
    public abstract int LeastScales { get; }

    /// <summary>The value at scale 0 and its standard error.</summary>
    /// <param name="scales">Noise scales, at least <see cref="LeastScales"/> different ones.</param>
    /// <param name="values">What was found there.</param>
    /// <exception cref="ArgumentException">There are too few different scales, or another number of values.</exception>
    public Estimate ToZero(IReadOnlyList<double> scales, IReadOnlyList<Estimate> values)
    {
        ArgumentNullException.ThrowIfNull(scales);
        ArgumentNullException.ThrowIfNull(values);
        if (scales.Count != values.Count)
            throw new ArgumentException($"{scales.Count} scales and {values.Count} values", nameof(values));
        if (scales.Distinct().Count() is var different && different < LeastScales)
            throw new ArgumentException(
                $"this extrapolation needs {LeastScales} different noise scales, found {string.Join(", ", scales)}; a short circuit folds to few",
                nameof(scales));
        return Fit(scales, values);
    }

    /// <summary>What each value counts for, where the result is linear in the values; null where it is not.</summary>
    internal virtual double[]? Coefficients(IReadOnlyList<double> scales) => null;

    private protected abstract Estimate Fit(IReadOnlyList<double> scales, IReadOnlyList<Estimate> values);

    /// <summary>Σ c_i v_i, with the standard error √Σ (c_i σ_i)².</summary>
    private protected static Estimate Combine(IReadOnlyList<double> coefficients, IReadOnlyList<Estimate> values)
    {
        double sum = 0, variance = 0;
        for (var i = 0; i < values.Count; i++)
        {
            sum += coefficients[i] * values[i].Value;
            variance += coefficients[i] * coefficients[i] * values[i].Variance;
        }
        return new Estimate(sum, Math.Sqrt(variance));
    }
}
