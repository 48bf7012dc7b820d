namespace QaaHybrid.Circuits;

/// <summary>How a distribution is found that was read with known errors.</summary>
public enum ReadOutSolver
{
    /// <summary>By the inverse matrix: unbiased; single probabilities may come out negative.</summary>
    Inverse,

    /// <summary>
    /// Least squares among distributions, that is non-negative numbers that sum to 1. Expectation values are those of this distribution.
    /// </summary>
    LeastSquares,
}
