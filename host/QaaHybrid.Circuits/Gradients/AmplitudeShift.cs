namespace QaaHybrid.Circuits;

/// <summary>The gradient of L = Σ_i w_i ψ_i, amplitudes of a real circuit's state, from an <see cref="InterferenceCircuit"/>: one circuit a rotation.</summary>
public static class AmplitudeShift
{
    /// <summary>Value and gradient, with standard errors where values come from shots.</summary>
    /// <param name="backend">Runs the circuits, all in one call.</param>
    /// <param name="circuit">The circuits.</param>
    /// <param name="vector">What is loaded; its length does not matter.</param>
    /// <param name="theta">The circuit's angles, radians.</param>
    /// <param name="weights">w, at most one an amplitude.</param>
    /// <param name="shots">How often each circuit is measured; null asks for exact values.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The gradient of the circuit's angles.</returns>
    public static async Task<GradientResult> OfAsync(
        IQuantumBackend backend, InterferenceCircuit circuit, IReadOnlyList<double> vector, IReadOnlyList<double> theta, IReadOnlyList<double> weights,
        int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(theta);
        ArgumentNullException.ThrowIfNull(weights);
        var point = circuit.Point([.. vector], [.. theta]);
        var terms = GradientStencil.Amplitudes(circuit).At(point, seed);
        BackendRun[] runs = [new BackendRun(circuit.Tape, point), .. terms.Select(term => term.Run)];
        var results = await backend.RunAsync(runs, shots, seed, cancellationToken).ConfigureAwait(false);
        Estimate[] values = [.. results.Select(result => circuit.Read(result, weights))];
        double[] gradient = new double[theta.Count], variance = new double[theta.Count];
        foreach (var (term, value) in terms.Zip(values.Skip(1)))
            foreach (var (parameter, coefficient) in term.Weights)
            {
                gradient[parameter - circuit.Inputs] += coefficient * value.Value;
                variance[parameter - circuit.Inputs] += coefficient * coefficient * value.Variance;
            }
        var taken = results.Sum(result => result.Counts?.Values.Sum() ?? 0);
        return taken == 0
            ? new GradientResult(values[0].Value, gradient, runs.Length)
            : new GradientResult(values[0].Value, gradient, runs.Length, values[0].StandardError, [.. variance.Select(Math.Sqrt)], taken);
    }
}
