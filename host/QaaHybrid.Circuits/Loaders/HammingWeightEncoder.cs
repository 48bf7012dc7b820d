namespace QaaHybrid.Circuits;

/// <summary>
/// The host's copy of the function from data to angles that belongs to the Q# loaders <c>QaaHybrid.WeightEncoders.HammingWeightEncoder</c> and
/// <c>EncodeHammingWeight</c> (Farias et al., arXiv:2405.20408). (The circuit itself is in Q# only.)
/// </summary>
public static class HammingWeightEncoder
{
    /// <summary>
    /// The vector is brought from lexicographic into Ehrlich's Gray order; then <c>θ_m = atan2(‖x_{m+1…}‖, x_m)</c>, the last with the sign of
    /// the last number in place of the norm.
    /// </summary>
    /// <param name="data">
    /// One number for each subset of <paramref name="weight"/> qubits in |1⟩, the subsets in lexicographic order; a shorter vector is filled up
    /// with zeros. Its norm does not matter; zeros give the first qubits in |1⟩.
    /// </param>
    /// <param name="qubits">Size n of the register, at least 2.</param>
    /// <param name="weight">The Hamming weight k, from 1 to n - 1.</param>
    /// <returns>C(n, k) - 1 angles, radians, in the order of the gates.</returns>
    /// <exception cref="ArgumentException">The vector is empty or longer than C(n, k), or there is no such weight.</exception>
    public static double[] Angles(ReadOnlySpan<double> data, int qubits, int weight)
    {
        if (weight < 1 || weight >= qubits)
            throw new ArgumentException($"the weight is {weight}, expected 1 to {qubits - 1} on {qubits} qubits", nameof(weight));
        return WeightWalk.Angles(data, GrayOrders.Binomial(qubits, weight), GrayOrders.Ehrlich(qubits, weight), subset => GrayOrders.LexicographicIndex(subset));
    }
}
