using MathNet.Numerics.LinearAlgebra;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters.Quic;

/// <summary>
/// A trained QuIC adapter as circuits, one for each base matrix A: beam splitters that are A on the amplitudes of weight one and C_k(A) on those of weight k. (The layer
/// multiplies rows by Δ, so a vector of features, loaded as a column, is turned by the circuit's adjoint.)
/// </summary>
public static class QuicCircuit
{
    /// <summary>Why there is no circuit, or null where there is one.</summary>
    /// <param name="config">The adapter's options.</param>
    public static string? Obstacle(QuicConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return !config.Orthogonal ? "its base matrices are no rotations (use_orthogonal false), and beam splitters only rotate"
            : config.Kind != MinorKind.Determinant ? "its blocks are greatest elements or means of minors (compound_type max or avg); a circuit makes determinants"
            : null;
    }

    /// <summary>The angles of the circuit of one base matrix.</summary>
    /// <param name="config">The adapter's options.</param>
    /// <param name="stored">The numbers that are stored of it: n × n behind Cayley's transform, row after row, or the angles themselves.</param>
    /// <returns>Radians, in the order of the layout's Q# operation.</returns>
    /// <exception cref="ArgumentException">There is no circuit, see <see cref="Obstacle"/>.</exception>
    public static double[] Angles(QuicConfig config, IReadOnlyList<double> stored)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(stored);
        if (Obstacle(config) is { } obstacle)
            throw new ArgumentException($"quic: there is no circuit: {obstacle}", nameof(config));
        if (config.Parametrization != QuicParametrization.Cayley)
            return [.. stored];
        var n = (int)Math.Sqrt(stored.Count);
        return PyramidAngles.Of(Rotation(stored, n).ToRowMajorArray(), n);
    }

    // A = (I − S)(I + S)⁻¹ = 2(I + S)⁻¹ − I, S = (P − Pᵀ)/2, as the layer computes it, in double precision.
    private static Matrix<double> Rotation(IReadOnlyList<double> p, int n)
    {
        var one = Matrix<double>.Build.DenseIdentity(n);
        var skew = Matrix<double>.Build.Dense(n, n, (row, column) => (p[row * n + column] - p[column * n + row]) / 2);
        return 2 * (one + skew).Inverse() - one;
    }
}
