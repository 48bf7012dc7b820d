using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace QaaHybrid.Circuits;

/// <summary>All of M, column by column, for few qubits.</summary>
public sealed class FullCalibration : ReadOutCalibration
{
    /// <summary>The largest register: M has 4ⁿ numbers and takes 2ⁿ circuits.</summary>
    public const int MaxQubits = 10;

    private readonly Matrix<double> _matrix;
    private readonly LU<double> _lu;
    private readonly LU<double> _transposed;
    private readonly long? _shots;

    /// <summary>Makes it from what was read.</summary>
    /// <param name="columns">[2ⁿ][2ⁿ]: for each basis state the distribution of what is read, each summing to 1.</param>
    /// <param name="shots">How often each was measured; null where the columns are exact.</param>
    /// <exception cref="ArgumentException">M has no inverse: some states are read alike.</exception>
    public FullCalibration(IReadOnlyList<double[]> columns, long? shots = null)
        : base(System.Numerics.BitOperations.Log2((uint)(columns ?? throw new ArgumentNullException(nameof(columns))).Count))
    {
        if (1 << Qubits != columns.Count || columns.Any(column => column.Length != columns.Count))
            throw new ArgumentException($"{columns.Count} columns; 2ⁿ of 2ⁿ numbers are expected", nameof(columns));
        _matrix = Matrix<double>.Build.DenseOfColumnArrays(columns);
        _lu = _matrix.LU();
        _transposed = _matrix.Transpose().LU();
        _shots = shots;
        if (!(Math.Abs(_lu.Determinant) > 0))
            throw new ArgumentException("some basis states are read alike: the calibration matrix has no inverse", nameof(columns));
    }

    /// <inheritdoc/>
    public override double[] Forward(double[] probabilities) => (_matrix * Vector<double>.Build.Dense(probabilities)).ToArray();

    /// <inheritdoc/>
    public override double[] Inverse(double[] probabilities) => _lu.Solve(Vector<double>.Build.Dense([.. probabilities])).ToArray();

    private protected override double[] InverseSquared(double[] vector) => (_lu.Inverse().PointwisePower(2) * Vector<double>.Build.Dense(vector)).ToArray();

    internal override double[] Transpose(double[] vector) => _matrix.TransposeThisAndMultiply(Vector<double>.Build.Dense(vector)).ToArray();

    /// <remarks>
    /// ⟨Z⟩ = o·p, with o = M⁻ᵀ z and z = ±1. Its variance is that of o under p, over the shots, and Σ_l x_l² times that of o under column
    /// l, over the shots of the calibration; x = M⁻¹ p.
    /// </remarks>
    private protected override Estimate[] Expectations(BackendResult result, double[]? read)
    {
        if (read is null)
            throw new NotSupportedException("a full calibration corrects counts or probabilities, and the result holds neither");
        var inverse = Inverse(read);
        return [.. Enumerable.Range(0, Qubits).Select(q =>
        {
            var o = _transposed.Solve(Vector<double>.Build.Dense(read.Length, l => (l >> (Qubits - 1 - q) & 1) == 0 ? 1.0 : -1.0));
            var (mean, variance) = Moments(o, read);
            variance = Shots(result) is { } shots ? variance / shots : 0;
            return new Estimate(mean, Math.Sqrt(variance + OwnVariance(inverse, [], [.. o])));
        })];
    }

    private protected override double[] InverseTranspose(double[] vector) => _transposed.Solve(Vector<double>.Build.Dense([.. vector])).ToArray();

    // Each column is measured by itself: Σ_k p_k² (Σ_b (M⁻¹)_lb² M_bk − δ_lk) / S.
    private protected override double[] OwnVariances(double[] inverse) => _shots is not { } shots ? new double[inverse.Length]
        : [.. InverseSquared(Forward([.. inverse.Select(p => p * p)])).Zip(inverse, (square, p) => Math.Max(0, square - p * p) / shots)];

    // Σ_k p_k² times the variance of o under column k, over the shots of the calibration.
    private protected override double OwnVariance(double[] inverse, double[] weights, double[] observable)
    {
        if (_shots is not { } shots)
            return 0;
        var values = Vector<double>.Build.Dense(observable);
        return inverse.Select((p, k) => p * p * Moments(values, _matrix.Column(k)).Variance).Sum() / shots;
    }

    private static (double Mean, double Variance) Moments(Vector<double> values, IEnumerable<double> probabilities)
    {
        double mean = 0, square = 0;
        var l = 0;
        foreach (var p in probabilities)
        {
            mean += values[l] * p;
            square += values[l] * values[l++] * p;
        }
        return (mean, Math.Max(0, square - mean * mean));
    }
}
