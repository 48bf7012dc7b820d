namespace QaaHybrid.Circuits;

/// <summary>
/// The distribution x that minimises ½‖M x - p‖², x ≥ 0, Σx = 1: projected gradient steps of length 1/L with Nesterov's momentum, started
/// again where it leads uphill (Beck, Teboulle, SIAM J. Imaging Sci. 2, 183 (2009); O'Donoghue, Candès, Found. Comput. Math. 15, 715 (2015)).
/// </summary>
internal static class SimplexLeastSquares
{
    private const int MostSteps = 20_000;
    private const double Tolerance = 1e-13;

    /// <summary>Solves it.</summary>
    /// <param name="calibration">M.</param>
    /// <param name="read">p.</param>
    /// <param name="inverse">M⁻¹ p: the solution itself where it is a distribution, else what to start from.</param>
    public static double[] Solve(ReadOutCalibration calibration, double[] read, double[] inverse)
    {
        if (Array.TrueForAll(inverse, x => x >= 0))
            return inverse;
        // ‖MᵀM‖ ≤ ‖M‖₁ ‖M‖∞, the largest sums of a column, which is 1, and of a row.
        var length = 1 / calibration.Forward([.. Enumerable.Repeat(1.0, read.Length)]).Max();
        var x = Project(inverse);
        double[] y = [.. x];
        var momentum = 1.0;
        for (var step = 0; step < MostSteps; step++)
        {
            var residual = calibration.Forward(y);
            for (var l = 0; l < residual.Length; l++)
                residual[l] -= read[l];
            var gradient = calibration.Transpose(residual);
            var next = Project([.. y.Select((value, l) => value - length * gradient[l])]);
            var (uphill, moved) = (0.0, 0.0);
            for (var l = 0; l < next.Length; l++)
            {
                uphill += (y[l] - next[l]) * (next[l] - x[l]);
                moved = Math.Max(moved, Math.Max(Math.Abs(next[l] - x[l]), Math.Abs(next[l] - y[l])));
            }
            var following = uphill > 0 ? 1 : (1 + Math.Sqrt(1 + 4 * momentum * momentum)) / 2;
            var carried = uphill > 0 ? 0 : (momentum - 1) / following;
            for (var l = 0; l < next.Length; l++)
                y[l] = next[l] + carried * (next[l] - x[l]);
            (x, momentum) = (next, following);
            if (moved < Tolerance)
                break;
        }
        return x;
    }

    /// <summary>The nearest distribution: max(v - t, 0) with the t that makes it sum to 1 (Duchi et al., ICML 2008).</summary>
    internal static double[] Project(double[] vector)
    {
        double[] sorted = [.. vector.OrderDescending()];
        double sum = 0, threshold = 0;
        for (var k = 0; k < sorted.Length; k++)
        {
            sum += sorted[k];
            if (sorted[k] <= (sum - 1) / (k + 1))
                break;
            threshold = (sum - 1) / (k + 1);
        }
        return [.. vector.Select(value => Math.Max(0, value - threshold))];
    }
}
