using MathNet.Numerics.LinearAlgebra;

namespace QaaHybrid.Circuits;

/// <summary>
/// A polynomial p of degree d by least squares: p(0) = Σ c_i v_i with c the first row of (VᵀV)⁻¹Vᵀ, V_ij = s_iʲ, j = 0 … d.
/// </summary>
internal sealed class PolynomialExtrapolation : Extrapolation
{
    private readonly int? _degree;

    /// <summary>Makes it; null is the highest degree that the scales allow.</summary>
    public PolynomialExtrapolation(int? degree)
    {
        if (degree is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(degree));
        _degree = degree;
    }

    public override int LeastScales => (_degree ?? 1) + 1;

    internal override double[] Coefficients(IReadOnlyList<double> scales)
    {
        var terms = 1 + (_degree ?? scales.Distinct().Count() - 1);
        var vandermonde = Matrix<double>.Build.Dense(scales.Count, terms, (i, j) => Math.Pow(scales[i], j));
        return vandermonde.QR().Solve(Matrix<double>.Build.DenseIdentity(scales.Count)).Row(0).ToArray();
    }

    private protected override Estimate Fit(IReadOnlyList<double> scales, IReadOnlyList<Estimate> values) => Combine(Coefficients(scales), values);
}
