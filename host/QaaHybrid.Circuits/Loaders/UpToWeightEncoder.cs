namespace QaaHybrid.Circuits;

/// <summary>
/// The host's copy of the function from data to angles that belongs to the Q# loader <c>QaaHybrid.WeightEncoders.UpToWeightEncoder</c>. (The
/// circuit itself is in Q# only.)
/// </summary>
public static class UpToWeightEncoder
{
    /// <summary>
    /// The vector is brought into the order of the circuit's walk through the weights; then <c>θ_m = atan2(‖x_{m+1…}‖, x_m)</c>, the last with
    /// the sign of the last number in place of the norm.
    /// </summary>
    /// <param name="data">
    /// The amplitude of |0…0⟩, those of weight 1, and so on to <paramref name="weight"/>, in each the subsets of qubits in |1⟩ in lexicographic
    /// order; a shorter vector is filled up with zeros. Its norm does not matter; zeros give |0…0⟩.
    /// </param>
    /// <param name="qubits">Size n of the register.</param>
    /// <param name="weight">The largest Hamming weight k, from 1 to n.</param>
    /// <returns>C(n, 0) + … + C(n, k) - 1 angles, radians, in the order of the gates.</returns>
    /// <exception cref="ArgumentException">The vector is empty or longer than there are amplitudes, or there is no such weight.</exception>
    public static double[] Angles(ReadOnlySpan<double> data, int qubits, int weight)
    {
        if (weight < 1 || weight > qubits)
            throw new ArgumentException($"the weight is {weight}, expected 1 to {qubits} on {qubits} qubits", nameof(weight));
        // Where the amplitudes of each weight begin.
        var starts = new int[weight + 2];
        for (var w = 0; w <= weight; w++)
            starts[w + 1] = checked(starts[w] + GrayOrders.Binomial(qubits, w));
        return WeightWalk.Angles(data, starts[^1], GrayOrders.UpToWeight(qubits, weight), subset => starts[subset.Count(bit => bit)] + GrayOrders.LexicographicIndex(subset));
    }
}
