namespace QaaHybrid.Circuits;

/// <summary>
/// Simultaneous perturbation (Spall, IEEE Trans. Autom. Control 37, 332 (1992)): an estimate of the whole gradient from two values,
/// <c>g = (f(θ + cΔ) - f(θ - cΔ)) / 2c · Δ</c> with random signs Δ, averaged over samples. Its errors, of shots and of
/// directions together, are seen from how the samples scatter; a single sample does not tell them.
/// </summary>
public static class Spsa
{
    /// <summary>An estimate of the gradient of L = Σ_j w_j ⟨Z_j⟩.</summary>
    /// <param name="backend">Runs the circuits, all in one call.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="weights">w, at most one a qubit.</param>
    /// <param name="samples">How many directions are averaged.</param>
    /// <param name="step">c, radians.</param>
    /// <param name="input">Real amplitudes of the state it starts from; null starts from |0…0⟩.</param>
    /// <param name="shots">How often each circuit is measured; null asks for exact values.</param>
    /// <param name="seed">Governs the directions and everything else that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<GradientResult> OfAsync(
        IQuantumBackend backend, Circuit circuit, IReadOnlyList<double> theta, IReadOnlyList<double> weights, int samples = 1, double step = 0.01,
        IReadOnlyList<double>? input = null, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        var random = new SplitMix64(seed);
        var runs = new List<BackendRun> { new(circuit, theta, input) };
        var directions = new int[samples][];
        for (var sample = 0; sample < samples; sample++)
        {
            var signs = new int[theta.Count];
            for (var i = 0; i < signs.Length; i++)
                signs[i] = (random.Next() & 1) == 0 ? 1 : -1;
            directions[sample] = signs;
            runs.Add(new BackendRun(circuit, [.. theta.Select((angle, i) => angle + step * signs[i])], input));
            runs.Add(new BackendRun(circuit, [.. theta.Select((angle, i) => angle - step * signs[i])], input));
        }
        var results = await backend.RunAsync(runs, shots, seed, cancellationToken).ConfigureAwait(false);
        WeightedZ[] values = [.. results.Select(result => WeightedZ.Of(result, weights))];
        var gradient = new double[theta.Count];
        var squares = new double[theta.Count];
        for (var sample = 0; sample < samples; sample++)
        {
            var slope = (values[2 * sample + 1].Value - values[2 * sample + 2].Value) / (2 * step);
            for (var i = 0; i < gradient.Length; i++)
            {
                // Mean and sum of squared deviations, updated together (Welford, Technometrics 4, 419 (1962)).
                var deviation = directions[sample][i] * slope - gradient[i];
                gradient[i] += deviation / (sample + 1);
                squares[i] += deviation * (directions[sample][i] * slope - gradient[i]);
            }
        }
        return new GradientResult(
            values[0].Value, gradient, runs.Count, values[0].IsExact ? null : Math.Sqrt(values[0].Variance),
            samples == 1 ? null : [.. squares.Select(sum => Math.Sqrt(sum / samples / (samples - 1)))], values.Sum(value => value.Shots));
    }
}
