namespace QaaHybrid.Circuits;

/// <summary>
/// Central differences, <c>(f(θ + h) - f(θ - h)) / 2h</c> one parameter after the other: exact to h² f'''/6 + rounding/h, about 1e-10 at the
/// step that is set. A check of the other methods; from shots their noise would be divided by h, and the parameter-shift rule does the same without.
/// </summary>
public static class FiniteDifferences
{
    /// <summary>The gradient of L = Σ_j w_j ⟨Z_j⟩, from exact values.</summary>
    /// <param name="backend">Runs the circuits, all in one call.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="weights">w, at most one a qubit.</param>
    /// <param name="step">h, radians.</param>
    /// <param name="input">Real amplitudes of the state it starts from; null starts from |0…0⟩.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<GradientResult> OfAsync(
        IQuantumBackend backend, Circuit circuit, IReadOnlyList<double> theta, IReadOnlyList<double> weights, double step = 1e-5,
        IReadOnlyList<double>? input = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        var runs = new List<BackendRun> { new(circuit, theta, input) };
        for (var i = 0; i < theta.Count; i++)
        {
            runs.Add(new ShiftTerm(i, 1, circuit, step).At(theta, input));
            runs.Add(new ShiftTerm(i, -1, circuit, -step).At(theta, input));
        }
        var results = await backend.RunAsync(runs, null, 0, cancellationToken).ConfigureAwait(false);
        double[] values = [.. results.Select(result => WeightedZ.Of(result, weights).Value)];
        return new GradientResult(
            values[0], [.. Enumerable.Range(0, theta.Count).Select(i => (values[2 * i + 1] - values[2 * i + 2]) / (2 * step))], runs.Count);
    }
}
