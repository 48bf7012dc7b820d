using MathNet.Numerics.LinearAlgebra;

namespace QaaHybrid.Circuits;

/// <summary>
/// The shift rule of least Σ|c| for any frequencies ω₁ &lt; … &lt; ω_R: Σ_m c_m [f(θ + x_m) - f(θ - x_m)] is f'(θ) where
/// <c>Σ_m 2 c_m sin(ω_k x_m) = ω_k</c> for all k. Over all shifts this is a linear programme with R equations, which has a solution of at most R
/// pairs. It is solved by exchange: the dual of the present pairs, <c>h(x) = Σ_k y_k sin(ω_k x)</c> with h(x_m) the sign of c_m, is 1 in size at
/// the shifts; where |h| is largest elsewhere a shift comes in, and the simplex rule says which one leaves. At the end |h| ≤ 1 everywhere
/// searched, and Σ|2c| = h'(0), by Bernstein's inequality at most ω_R.
/// </summary>
internal static class LeastNorm
{
    // Points per half period of the highest frequency, and their number at most.
    private const int Density = 16;
    private const int MostPoints = 4_000;

    // Σ|c| may be above the least by this part of it.
    private const double Slack = 1e-6;

    /// <summary>Pairs (x_m, c_m), x_m > 0.</summary>
    public static IEnumerable<(double Shift, double Coefficient)> Solve(IReadOnlyList<double> frequencies)
    {
        var highest = frequencies[^1];
        double[] scaled = [.. frequencies.Select(frequency => frequency / highest)];
        var right = Vector<double>.Build.DenseOfArray(scaled);
        var grid = Grid(scaled);
        var sines = Columns(scaled, grid);
        var shifts = Start(sines, grid);
        for (var exchange = 0; exchange < 100 + 20 * scaled.Length; exchange++)
        {
            var columns = Columns(scaled, shifts).LU();
            var coefficients = columns.Solve(right);
            var signs = coefficients.Map(c => c < 0 ? -1.0 : 1.0);
            var dual = Columns(scaled, shifts).Transpose().LU().Solve(signs);
            var entering = Refined(scaled, dual, grid[sines.LeftMultiply(dual).AbsoluteMaximumIndex()]);
            var value = Dual(scaled, dual, entering);
            if (Math.Abs(value) < 1 + Slack)
                break;
            // How the coefficients fall as that of the new shift, of h's sign, rises; the first to reach 0 leaves.
            var change = columns.Solve(Column(scaled, entering) * Math.Sign(value));
            var leaving = Enumerable.Range(0, shifts.Length).Where(m => signs[m] * change[m] > 1e-12)
                .MinBy(m => Math.Abs(coefficients[m]) / (signs[m] * change[m]));
            shifts[leaving] = entering;
        }
        var solution = Columns(scaled, shifts).LU().Solve(right);
        return shifts.Select((shift, m) => (shift / highest, solution[m] * highest / 2));
    }

    // Shifts as far as frequencies need that lie close together.
    private static double[] Grid(double[] scaled)
    {
        var gap = scaled.Select((frequency, k) => k == 0 ? 2 * frequency : frequency - scaled[k - 1]).Min();
        var points = (int)Math.Min(MostPoints, 2 * Density / gap);
        return [.. Enumerable.Range(1, points).Select(i => i * Math.PI / Density)];
    }

    // Well-conditioned columns to begin with: each the longest of what those before leave (QR with pivoting).
    private static double[] Start(Matrix<double> sines, double[] grid)
    {
        var left = sines.Clone();
        var shifts = new double[sines.RowCount];
        for (var m = 0; m < shifts.Length; m++)
        {
            var longest = left.ColumnNorms(2).MaximumIndex();
            shifts[m] = grid[longest];
            var direction = left.Column(longest).Normalize(2);
            left -= direction.OuterProduct(left.LeftMultiply(direction));
        }
        return shifts;
    }

    // The maximum of |h| next to a point: of a parabola through it and its neighbours, a few times finer.
    private static double Refined(double[] scaled, Vector<double> dual, double best)
    {
        for (var step = Math.PI / Density; step > 1e-6; step /= 8)
        {
            var (below, here, above) = (
                Math.Abs(Dual(scaled, dual, best - step)), Math.Abs(Dual(scaled, dual, best)), Math.Abs(Dual(scaled, dual, best + step)));
            var curvature = below - 2 * here + above;
            if (curvature < 0)
                best += Math.Clamp(0.5 * (below - above) / curvature, -1, 1) * step;
        }
        return best;
    }

    private static double Dual(double[] scaled, Vector<double> dual, double x)
    {
        var sum = 0.0;
        for (var k = 0; k < scaled.Length; k++)
            sum += dual[k] * Math.Sin(scaled[k] * x);
        return sum;
    }

    private static Vector<double> Column(double[] scaled, double x) => Vector<double>.Build.Dense(scaled.Length, k => Math.Sin(scaled[k] * x));

    private static Matrix<double> Columns(double[] scaled, double[] shifts) => Matrix<double>.Build.DenseOfColumnVectors(shifts.Select(x => Column(scaled, x)));
}
