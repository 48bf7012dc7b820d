namespace QaaHybrid.Circuits;

/// <summary>
/// How a register is read wrongly: column l of the matrix M is the distribution of what is read where the register is in basis state l, and
/// what is read is M p in place of p.
/// </summary>
public abstract partial class ReadOutCalibration
{
    /// <summary>The largest register whose 2ⁿ probabilities are corrected.</summary>
    public const int MaxQubitsOfDistributions = 16;

    private protected ReadOutCalibration(int qubits) => Qubits = qubits;

    /// <summary>Size of the register.</summary>
    public int Qubits { get; }

    /// <summary>M p: what is read of a distribution.</summary>
    /// <param name="probabilities">2ⁿ numbers.</param>
    public abstract double[] Forward(double[] probabilities);

    /// <summary>M⁻¹ p: what was there, as quasi-probabilities that sum to 1 and may be negative.</summary>
    /// <param name="probabilities">2ⁿ numbers as they were read.</param>
    public abstract double[] Inverse(double[] probabilities);

    /// <summary>
    /// Corrects a result. ⟨Z_j⟩ and its standard error, which grows; the uncertainty of the calibration is in it. Up to
    /// <see cref="MaxQubitsOfDistributions"/> qubits also the probabilities, where the result holds probabilities or counts, with the errors that shots and the calibration
    /// leave them; counts stay as measured.
    /// </summary>
    /// <param name="result">Result of a register of this size.</param>
    /// <param name="solver">
    /// How; standard errors are the inverse's either way, which is what they are to first order while no probability is held at 0.
    /// </param>
    /// <exception cref="NotSupportedException">The solver needs a distribution, which the result has not, or which is too large.</exception>
    public BackendResult Mitigate(BackendResult result, ReadOutSolver solver = ReadOutSolver.Inverse)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Qubits != Qubits)
            throw new ArgumentException($"calibrated for {Qubits} qubits, the result has {result.Qubits}", nameof(result));
        var read = Qubits <= MaxQubitsOfDistributions ? Distribution(result) : null;
        var z = Expectations(result, read);
        var inverse = read is null ? null : Inverse(read);
        BackendResult corrected;
        if (solver == ReadOutSolver.LeastSquares)
        {
            if (read is null)
                throw new NotSupportedException(
                    $"least squares needs the counts or probabilities of at most {MaxQubitsOfDistributions} qubits; " +
                    "the inverse does with the expectation values");
            corrected = Measurement.Exact(SimplexLeastSquares.Solve(this, read, inverse!));
        }
        else
            corrected = new BackendResult(Qubits, [.. z.Select(estimate => estimate.Value)], Probabilities: inverse);
        var isExact = result.ZError is null && z.All(estimate => estimate.StandardError == 0);
        return corrected with
        {
            ZError = isExact ? null : [.. z.Select(estimate => estimate.StandardError)], Counts = result.Counts,
            ProbabilityError = read is not null && Shots(result) is { } shots ? Errors(read, inverse!, shots) : null,
            Calibration = read is not null ? this : null,
        };
    }

    /// <summary>
    /// The variance of Σ w_l p_l behind the correction. With o = M⁻ᵀ w it is <c>(Σ_b o_b² p'_b − (w·p)²) / S</c> for the shots, and what the uncertainty of M adds.
    /// </summary>
    /// <param name="result">A result that this has corrected.</param>
    /// <param name="weights">w, 2ⁿ numbers.</param>
    internal double Variance(BackendResult result, double[] weights)
    {
        // Counts stay as measured; without any the probabilities are corrected already.
        var read = Measurement.Frequencies(result) ?? Forward([.. result.Probabilities!]);
        var inverse = Inverse(read);
        var observable = InverseTranspose(weights);
        var (mean, square) = (0.0, 0.0);
        for (var b = 0; b < read.Length; b++)
            (mean, square) = (mean + observable[b] * read[b], square + observable[b] * observable[b] * read[b]);
        return (Shots(result) is { } shots ? Math.Max(0, square - mean * mean) / shots : 0) + OwnVariance(inverse, weights, observable);
    }

    /// <summary>Mᵀ v.</summary>
    internal abstract double[] Transpose(double[] vector);

    /// <summary>(M⁻¹ ∘ M⁻¹) v, each element of the inverse squared.</summary>
    private protected abstract double[] InverseSquared(double[] vector);

    /// <summary>(M⁻¹)ᵀ v.</summary>
    private protected abstract double[] InverseTranspose(double[] vector);

    /// <summary>By l, the variance of p_l that the uncertainty of M brings.</summary>
    /// <param name="inverse">p.</param>
    private protected abstract double[] OwnVariances(double[] inverse);

    /// <summary>The same of Σ w_l p_l.</summary>
    /// <param name="inverse">p.</param>
    /// <param name="weights">w.</param>
    /// <param name="observable">M⁻ᵀ w.</param>
    private protected abstract double OwnVariance(double[] inverse, double[] weights, double[] observable);

    // Of one shot: Σ_b (M⁻¹)_lb² p'_b − p_l².
    private double[] Errors(double[] read, double[] inverse, long shots)
    {
        var (squares, own) = (InverseSquared(read), OwnVariances(inverse));
        return [.. inverse.Select((p, l) => Math.Sqrt(Math.Max(0, squares[l] - p * p) / shots + own[l]))];
    }

    /// <summary>⟨Z_j⟩ by the inverse, with standard errors.</summary>
    /// <param name="result">What was read.</param>
    /// <param name="read">Its distribution, where it is known and small.</param>
    private protected abstract Estimate[] Expectations(BackendResult result, double[]? read);

    /// <summary>How often it was measured; null where the values are exact.</summary>
    private protected static long? Shots(BackendResult result) => result.Counts?.Values.Sum();

    /// <summary>What was read; null where the result holds neither counts nor probabilities.</summary>
    private static double[]? Distribution(BackendResult result) => Measurement.Frequencies(result) ?? result.Probabilities?.ToArray();
}
