namespace QaaHybrid.Circuits;

/// <summary>
/// How steep a circuit is at random angles: Var[∂L/∂θ_k] of L = ⟨Z⟩ of the first qubit. Where it falls exponentially with the number of qubits, the landscape is a barren
/// plateau (McClean et al., Nature Communications 9, 4812 (2018)).
/// </summary>
/// <param name="Samples">Over how many angle vectors.</param>
/// <param name="Mean">The variance, averaged over the angles of the circuit.</param>
/// <param name="MeanError">Standard error of <paramref name="Mean"/>.</param>
/// <param name="Least">The smallest variance of an angle; zero where L does not depend on it.</param>
/// <param name="Most">The largest.</param>
public sealed record GradientVariance(int Samples, double Mean, double MeanError, double Least, double Most)
{
    /// <summary>Measures by exact gradients at angles drawn uniformly from [−π, π).</summary>
    /// <param name="circuit">A circuit with at least one parameter.</param>
    /// <param name="samples">How many angle vectors, at least two.</param>
    /// <param name="seed">Governs what is drawn.</param>
    /// <param name="randomInput">
    /// Whether every sample starts from a real unit vector of its own, uniform on the sphere, as an embedded hidden vector may lie anywhere; otherwise from |0…0⟩.
    /// </param>
    public static GradientVariance Of(Circuit circuit, int samples, long seed, bool randomInput)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(circuit.Parameters, 1, nameof(circuit));
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        var executor = new CircuitExecutor<double>(circuit, ReadOut.PauliZ, 1);
        var row = new double[randomInput ? executor.States : 1];
        row[0] = 1;
        var (theta, gradient) = (new double[circuit.Parameters], new double[circuit.Parameters]);
        var (sums, squares, meanSquares) = (new double[circuit.Parameters], new double[circuit.Parameters], new double[samples]);
        for (var sample = 0; sample < samples; sample++)
        {
            var random = SplitMix64.Stream(seed, sample);
            for (var k = 0; k < theta.Length; k++)
                theta[k] = (2 * random.NextDouble() - 1) * Math.PI;
            for (var i = 0; randomInput && i < row.Length; i++)
                row[i] = Normal(ref random);
            executor.Backward(theta, row, row.Length, [1], gradient, []);
            for (var k = 0; k < gradient.Length; k++)
            {
                sums[k] += gradient[k];
                squares[k] += gradient[k] * gradient[k];
                meanSquares[sample] += gradient[k] * gradient[k] / gradient.Length;
            }
        }
        // Unbiased: divided by one less than the samples.
        double[] variances = [.. sums.Zip(squares, (sum, square) => Math.Max(0, (square - sum * sum / samples) / (samples - 1)))];
        var average = meanSquares.Average();
        var error = Math.Sqrt(meanSquares.Sum(value => (value - average) * (value - average)) / (samples - 1) / samples);
        return new GradientVariance(samples, variances.Average(), error, variances.Min(), variances.Max());
    }

    // Box and Muller.
    private static double Normal(ref SplitMix64 random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
