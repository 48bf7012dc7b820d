namespace QaaHybrid.Circuits;

/// <summary>
/// From a rotation of n coordinates to the angles of the Q# operation <c>QaaHybrid.Layers.Pyramid</c>, n(n − 1)/2 of them, by Givens elimination: on the amplitudes of
/// weight one the circuit is that rotation, on weight k its k-th compound. (The circuit itself is in Q# only.)
/// </summary>
public static class PyramidAngles
{
    /// <summary>How far AᵀA may be from the identity, entry by entry.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>
    /// <code>
    /// M = A
    /// for k = n−1 … 1:  for q = 1 … k:               down column k, entry by entry
    ///     t[k,q] = atan2(−M[q−1,k], M[q,k])           makes M[q−1,k] zero and M[q,k] the length of both
    ///     row q−1, row q := c·row q−1 + s·row q,  −s·row q−1 + c·row q
    /// </code>
    /// The last column of a rotation has length one, so what is left in it is M[k,k] = 1, and M ends as the identity, or with det A in its first place. No entry is divided
    /// by, so small ones and zeros are as exact as all others.
    /// </summary>
    /// <param name="rotation">A, [n, n], row after row: orthogonal with determinant one.</param>
    /// <param name="n">Rows of A, at least two: the qubits of the circuit.</param>
    /// <returns>t[k,q] in the pyramid's order of application: k = 1 … n−1 and in it q = k … 1, the gate on qubits (q−1, q). Radians.</returns>
    /// <exception cref="ArgumentException">A is not square, not orthogonal, or a reflection.</exception>
    public static double[] Of(ReadOnlySpan<double> rotation, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2);
        if (rotation.Length != n * n)
            throw new ArgumentException($"a matrix of {n} rows has {n * n} numbers, {rotation.Length} were given", nameof(rotation));
        RequireOrthogonal(rotation, n);
        var m = rotation.ToArray();
        var angles = new double[n * (n - 1) / 2];
        for (var k = n - 1; k >= 1; k--)
            for (var q = 1; q <= k; q++)
            {
                var angle = Math.Atan2(-m[(q - 1) * n + k], m[q * n + k]);
                angles[k * (k - 1) / 2 + k - q] = angle;
                var (sin, cos) = Math.SinCos(angle);
                Turn(m.AsSpan((q - 1) * n, n), m.AsSpan(q * n, n), cos, sin);
            }
        return m[0] > 0 ? angles : throw new ArgumentException(
            "the matrix has determinant -1: it is a reflection, and beam splitters only rotate; turn the sign of one row, and of the coordinate that it makes", nameof(rotation));
    }

    private static void Turn(Span<double> upper, Span<double> lower, double cos, double sin)
    {
        for (var i = 0; i < upper.Length; i++)
            (upper[i], lower[i]) = (cos * upper[i] + sin * lower[i], cos * lower[i] - sin * upper[i]);
    }

    private static void RequireOrthogonal(ReadOnlySpan<double> matrix, int n)
    {
        for (var row = 0; row < n; row++)
            for (var other = 0; other <= row; other++)
            {
                var product = 0.0;
                for (var i = 0; i < n; i++)
                    product += matrix[row * n + i] * matrix[other * n + i];
                if (!(Math.Abs(product - (row == other ? 1 : 0)) <= Tolerance))
                    throw new ArgumentException(FormattableString.Invariant(
                        $"the matrix is not orthogonal: rows {other} and {row} have the product {product:R}, expected {(row == other ? 1 : 0)} within {Tolerance}"), nameof(matrix));
            }
    }
}
