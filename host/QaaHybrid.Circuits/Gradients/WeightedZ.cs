namespace QaaHybrid.Circuits;

/// <summary>A value of Σ_j w_j ⟨Z_j⟩, exact or from shots.</summary>
/// <param name="Value">The value.</param>
/// <param name="Variance">Its variance; 0 where it is exact.</param>
/// <param name="Shots">How often the circuit was measured; 0 where nothing was drawn, or only the errors are known.</param>
internal readonly record struct WeightedZ(double Value, double Variance, long Shots)
{
    private const double Rounding = 1e-9;

    /// <summary>Whether nothing was drawn.</summary>
    public bool IsExact => Shots == 0 && Variance == 0;

    /// <summary>The variance of one shot.</summary>
    public double ShotVariance => Variance * Shots;

    /// <summary>
    /// Reads a result. All Z_j are measured together, so every shot gives v = Σ_j w_j z_j, z_j = ±1, and the variance of the mean of N shots is
    /// <c>Σ (v - mean)² / (N (N - 1))</c>, which has the covariances of the Z_j in it. Where nothing but the errors of each ⟨Z_j⟩ is known (the
    /// backend corrected its counts), or N = 1, the variance is the largest that is possible.
    /// </summary>
    /// <exception cref="ArgumentException">There are more weights than qubits.</exception>
    public static WeightedZ Of(BackendResult result, IReadOnlyList<double> weights)
    {
        if (weights.Count > result.Qubits)
            throw new ArgumentException($"{weights.Count} weights for {result.Qubits} qubits", nameof(weights));
        var value = 0.0;
        for (var j = 0; j < weights.Count; j++)
            value += weights[j] * result.Z[j];
        var shots = result.Counts?.Values.Sum() ?? 0;
        var (mean, squares) = (0.0, 0.0);
        foreach (var (bits, count) in result.Counts ?? new Dictionary<string, long>())
            mean += count * OfBits(bits, weights) / shots;
        foreach (var (bits, count) in result.Counts ?? new Dictionary<string, long>())
            squares += count * Math.Pow(OfBits(bits, weights) - mean, 2);
        var size = weights.Sum(Math.Abs);
        if (shots > 1 && Math.Abs(mean - value) <= Rounding * size)
            return new WeightedZ(value, squares / shots / (shots - 1), shots);
        if (result.ZError is not { } errors)
            return new WeightedZ(value, shots == 0 ? 0 : size * size, shots);
        // Errors that all go the same way add up: no correlation makes more of them.
        var error = shots == 1 ? size : weights.Select((w, j) => Math.Abs(w) * errors[j]).Sum();
        return new WeightedZ(value, error * error, shots);
    }

    private static double OfBits(string bits, IReadOnlyList<double> weights)
    {
        var value = 0.0;
        for (var j = 0; j < weights.Count; j++)
            value += bits[j] == '0' ? weights[j] : -weights[j];
        return value;
    }
}
