namespace QaaHybrid.Circuits;

/// <summary>
/// Gradients from expectation values at shifted angles: what hardware can do. The rules follow from the tape, parameter by parameter, with the
/// fewest circuits that the backend can run; see <see cref="ParameterRules"/> and <see cref="ShiftRule"/>.
/// </summary>
public static class ParameterShift
{
    /// <summary>The gradient of L = Σ_j w_j ⟨Z_j⟩, with standard errors where values come from shots.</summary>
    /// <param name="backend">Runs the circuits, all in one call.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="weights">w, at most one a qubit.</param>
    /// <param name="input">Real amplitudes of the state it starts from; null starts from |0…0⟩.</param>
    /// <param name="shots">How often each circuit is measured; null asks for exact values.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<GradientResult> OfAsync(
        IQuantumBackend backend, Circuit circuit, IReadOnlyList<double> theta, IReadOnlyList<double> weights,
        IReadOnlyList<double>? input = null, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(weights);
        var circuits = new ShiftedCircuits(circuit, weights, startsInZero: input is null, backend.RunsAnyTape);
        return (await OfBatchAsync(backend, circuits, theta, weights, [input], shots, seed, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>The gradient of L = Σ_j w_j ⟨Z_j⟩ for every state of a batch, in one call of the backend.</summary>
    /// <param name="backend">Runs the circuits.</param>
    /// <param name="circuits">The tape with its rules, made for these weights and inputs.</param>
    /// <param name="theta">Parameters, radians; the same for all.</param>
    /// <param name="weights">w, at most one a qubit.</param>
    /// <param name="inputs">Real amplitudes of the states it starts from; null starts from |0…0⟩.</param>
    /// <param name="shots">How often each circuit is measured; null asks for exact values.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One result an input.</returns>
    public static async Task<IReadOnlyList<GradientResult>> OfBatchAsync(
        IQuantumBackend backend, ShiftedCircuits circuits, IReadOnlyList<double> theta, IReadOnlyList<double> weights,
        IReadOnlyList<IReadOnlyList<double>?> inputs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(circuits);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(inputs);
        var runs = inputs.SelectMany(input => circuits.Runs(theta, input)).ToList();
        var results = await backend.RunAsync(runs, shots, seed, cancellationToken).ConfigureAwait(false);
        return [.. results.Select(result => WeightedZ.Of(result, weights)).Chunk(circuits.Evaluations).Select(row => Sum(circuits, row))];
    }

    /// <summary>The gradient of any expectation value, that is of anything linear in the probabilities. Its errors are not known.</summary>
    /// <param name="backend">Runs the circuits, all in one call.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="value">L of a result; linear in its probabilities.</param>
    /// <param name="input">Real amplitudes of the state it starts from; null starts from |0…0⟩.</param>
    /// <param name="shots">How often each circuit is measured; null asks for exact values.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<GradientResult> OfAsync(
        IQuantumBackend backend, Circuit circuit, IReadOnlyList<double> theta, Func<BackendResult, double> value,
        IReadOnlyList<double>? input = null, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(value);
        var circuits = new ShiftedCircuits(circuit, null, startsInZero: input is null, backend.RunsAnyTape);
        var results = await backend.RunAsync([.. circuits.Runs(theta, input)], shots, seed, cancellationToken).ConfigureAwait(false);
        var sum = Sum(circuits, [.. results.Select(result => new WeightedZ(value(result), 0, 0))]);
        return sum with { Shots = results.Sum(result => result.Counts?.Values.Sum() ?? 0) };
    }

    // ∂L/∂θᵢ = Σ c L(shifted); its variance Σ c² Var L(shifted).
    private static GradientResult Sum(ShiftedCircuits circuits, WeightedZ[] values)
    {
        var gradient = new double[circuits.Circuit.Parameters];
        var variance = new double[gradient.Length];
        for (var i = 0; i < circuits.Terms.Count; i++)
        {
            var (parameter, coefficient) = (circuits.Terms[i].Parameter, circuits.Terms[i].Coefficient);
            gradient[parameter] += coefficient * values[i + 1].Value;
            variance[parameter] += coefficient * coefficient * values[i + 1].Variance;
        }
        return values.All(value => value.IsExact)
            ? new GradientResult(values[0].Value, gradient, values.Length)
            : new GradientResult(
                values[0].Value, gradient, values.Length, Math.Sqrt(values[0].Variance), [.. variance.Select(Math.Sqrt)], values.Sum(value => value.Shots));
    }
}
