namespace QaaHybrid.Circuits;

/// <summary>
/// Simultaneous perturbation (Spall, IEEE Trans. Autom. Control 37, 332 (1992)): an estimate of the whole gradient from two values,
/// <c>g = (f(θ + cΔ) - f(θ - cΔ)) / 2c · Δ</c> with random signs Δ, averaged over samples.
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
        var values = results.Select(result => ParameterShift.WeightedZ(result, weights)).ToArray();
        var gradient = new double[theta.Count];
        for (var sample = 0; sample < samples; sample++)
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += directions[sample][i] * (values[2 * sample + 1] - values[2 * sample + 2]) / (2 * step * samples);
        return new GradientResult(values[0], gradient, runs.Count);
    }
}
