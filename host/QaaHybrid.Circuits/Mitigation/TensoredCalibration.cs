namespace QaaHybrid.Circuits;

/// <summary>Every qubit is read by itself: M is the product of n matrices [[1-p01, p10], [p01, 1-p10]].</summary>
public sealed class TensoredCalibration : ReadOutCalibration
{
    // Below this a qubit's reading says next to nothing, and its inverse would be all noise.
    private const double LeastContrast = 0.01;

    private readonly Estimate[] _p01;
    private readonly Estimate[] _p10;

    /// <summary>Makes it from error rates.</summary>
    /// <param name="p01">By qubit: probability that 1 is read where it is 0.</param>
    /// <param name="p10">By qubit: probability that 0 is read where it is 1.</param>
    /// <exception cref="ArgumentException">A qubit is read as if by chance.</exception>
    public TensoredCalibration(IReadOnlyList<Estimate> p01, IReadOnlyList<Estimate> p10)
        : base((p01 ?? throw new ArgumentNullException(nameof(p01))).Count)
    {
        ArgumentNullException.ThrowIfNull(p10);
        if (p10.Count != p01.Count)
            throw new ArgumentException($"{p01.Count} rates p01 and {p10.Count} rates p10", nameof(p10));
        _p01 = [.. p01];
        _p10 = [.. p10];
        for (var q = 0; q < Qubits; q++)
            if (!(Contrast(q) >= LeastContrast))
                throw new ArgumentException(
                    $"qubit {q} is read as 1 with probability {p01[q].Value:g3} where it is 0 and {1 - p10[q].Value:g3} where it is 1: " +
                    "nothing can be learnt from that", nameof(p01));
    }

    /// <summary>Makes it from known errors.</summary>
    /// <param name="errors">By qubit.</param>
    public TensoredCalibration(IReadOnlyList<ReadOutError> errors)
        : this([.. errors.Select(error => new Estimate(error.P01, 0))], [.. errors.Select(error => new Estimate(error.P10, 0))])
    {
    }

    /// <summary>By qubit: probability that 1 is read where it is 0.</summary>
    public IReadOnlyList<Estimate> P01 => _p01;

    /// <summary>By qubit: probability that 0 is read where it is 1.</summary>
    public IReadOnlyList<Estimate> P10 => _p10;

    /// <summary>The calibration of one qubit for a register whose qubits are all read like it.</summary>
    /// <param name="qubits">Size of the register.</param>
    internal TensoredCalibration ForAll(int qubits) => new([.. Enumerable.Repeat(_p01[0], qubits)], [.. Enumerable.Repeat(_p10[0], qubits)]);

    /// <inheritdoc/>
    public override double[] Forward(double[] probabilities) => Each(probabilities, q =>
        (1 - _p01[q].Value, _p10[q].Value, _p01[q].Value, 1 - _p10[q].Value));

    /// <inheritdoc/>
    public override double[] Inverse(double[] probabilities) => Each(probabilities, InverseOf);

    internal override double[] Transpose(double[] vector) => Each(vector, q =>
        (1 - _p01[q].Value, _p01[q].Value, _p10[q].Value, 1 - _p10[q].Value));

    private protected override double[] InverseSquared(double[] vector) => Each(vector, q => InverseOf(q) is var (a, b, c, d) ? (a * a, b * b, c * c, d * d) : default);

    private protected override double[] InverseTranspose(double[] vector) => Each(vector, q => InverseOf(q) is var (a, b, c, d) ? (a, c, b, d) : default);

    // (1, −1) is an eigenvector of M_q, of eigenvalue a = 1 − p01 − p10. So ∂p/∂p01 is ±1/a times p where qubit q is 0, + there and − where it is 1; ∂p/∂p10 the
    // same of p where it is 1, with the other signs.
    private protected override double[] OwnVariances(double[] inverse)
    {
        var variances = new double[inverse.Length];
        for (var q = 0; q < Qubits; q++)
        {
            var (bit, up, down) = (1 << Qubits - 1 - q, _p01[q].StandardError / Contrast(q), _p10[q].StandardError / Contrast(q));
            for (var l = 0; l < inverse.Length; l++)
            {
                var (zero, one) = (up * inverse[l & ~bit], down * inverse[l | bit]);
                variances[l] += zero * zero + one * one;
            }
        }
        return variances;
    }

    private protected override double OwnVariance(double[] inverse, double[] weights, double[] observable)
    {
        var variance = 0.0;
        for (var q = 0; q < Qubits; q++)
        {
            var bit = 1 << Qubits - 1 - q;
            var (zero, one) = (0.0, 0.0);
            for (var l = 0; l < inverse.Length; l++)
                if ((l & bit) == 0)
                    (zero, one) = (zero + inverse[l] * (weights[l] - weights[l | bit]), one + inverse[l | bit] * (weights[l | bit] - weights[l]));
            (zero, one) = (zero / Contrast(q) * _p01[q].StandardError, one / Contrast(q) * _p10[q].StandardError);
            variance += zero * zero + one * one;
        }
        return variance;
    }

    private (double A, double B, double C, double D) InverseOf(int q) =>
        ((1 - _p10[q].Value) / Contrast(q), -_p10[q].Value / Contrast(q), -_p01[q].Value / Contrast(q), (1 - _p01[q].Value) / Contrast(q));

    // Read is z' = a z + p10 - p01 with a = 1 - p01 - p10. So ∂z/∂z' = 1/a, ∂z/∂p01 = (1 + z) / a, ∂z/∂p10 = -(1 - z) / a.
    private protected override Estimate[] Expectations(BackendResult result, double[]? read) => [.. Enumerable.Range(0, Qubits).Select(q =>
    {
        var a = Contrast(q);
        var z = (result.Z[q] - _p10[q].Value + _p01[q].Value) / a;
        var (own, up, down) = ((result.ZError?[q] ?? 0) / a, (1 + z) / a * _p01[q].StandardError, (1 - z) / a * _p10[q].StandardError);
        return new Estimate(z, Math.Sqrt(own * own + up * up + down * down));
    })];

    private double Contrast(int qubit) => 1 - _p01[qubit].Value - _p10[qubit].Value;

    private double[] Each(double[] vector, Func<int, (double A, double B, double C, double D)> matrix)
    {
        double[] turned = [.. vector];
        for (var q = 0; q < Qubits; q++)
        {
            var (a, b, c, d) = matrix(q);
            BitMatrix.Apply(turned, Qubits - 1 - q, a, b, c, d);
        }
        return turned;
    }
}
