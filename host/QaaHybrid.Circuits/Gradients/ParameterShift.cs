namespace QaaHybrid.Circuits;

/// <summary>
/// Gradients from expectation values at shifted angles: what hardware can do. The rule follows from the tape, parameter by parameter; see
/// <see cref="ShiftRule"/>. A parameter whose rotations turn by different multiples of it is shifted occurrence by occurrence, by the
/// two-term rule, and the results are added; a backend then needs to run tapes that no Q# stands behind.
/// </summary>
public static class ParameterShift
{
    /// <summary>The gradient of L = Σ_j w_j ⟨Z_j⟩.</summary>
    /// <param name="backend">Runs the circuits, all in one call.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="weights">w, at most one a qubit.</param>
    /// <param name="input">Real amplitudes of the state it starts from; null starts from |0…0⟩.</param>
    /// <param name="shots">How often each circuit is measured; null asks for exact values.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<GradientResult> OfAsync(
        IQuantumBackend backend, Circuit circuit, IReadOnlyList<double> theta, IReadOnlyList<double> weights,
        IReadOnlyList<double>? input = null, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
        => OfAsync(backend, circuit, theta, result => WeightedZ(result, weights), input, shots, seed, cancellationToken);

    /// <summary>The gradient of any expectation value, that is of anything linear in the probabilities.</summary>
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
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        ArgumentNullException.ThrowIfNull(value);
        var runs = new List<BackendRun> { new(circuit, theta, input) };
        var terms = new List<(int Parameter, double Coefficient)>();
        for (var parameter = 0; parameter < circuit.Parameters; parameter++)
            foreach (var (shifted, at, coefficient) in Shifts(circuit, theta, parameter))
            {
                runs.Add(new BackendRun(shifted, at, input));
                terms.Add((parameter, coefficient));
            }
        var results = await backend.RunAsync(runs, shots, seed, cancellationToken).ConfigureAwait(false);
        var gradient = new double[circuit.Parameters];
        for (var i = 0; i < terms.Count; i++)
            gradient[terms[i].Parameter] += terms[i].Coefficient * value(results[i + 1]);
        return new GradientResult(value(results[0]), gradient, runs.Count);
    }

    private static IEnumerable<(Circuit Circuit, IReadOnlyList<double> Theta, double Coefficient)> Shifts(
        Circuit circuit, IReadOnlyList<double> theta, int parameter)
    {
        if (ShiftRule.Of(circuit, parameter) is { } rule)
        {
            foreach (var (shift, coefficient) in rule.Terms)
                yield return (circuit, [.. theta.Select((angle, i) => i == parameter ? angle + shift : angle)], coefficient);
            yield break;
        }
        foreach (var at in ShiftRule.Occurrences(circuit, parameter))
            foreach (var (shift, coefficient) in ShiftRule.For(1).Terms)
                yield return (WithShift(circuit, at, shift), theta, coefficient * circuit.Gates[at].Angle.Scale);
    }

    // One gate turned by more; no Q# says that any longer.
    private static Circuit WithShift(Circuit circuit, int at, double shift)
    {
        Gate[] gates = [.. circuit.Gates];
        gates[at] = gates[at] with { Angle = gates[at].Angle with { Offset = gates[at].Angle.Offset + shift } };
        return new Circuit($"{circuit.Name}, gate {at} shifted", circuit.Qubits, circuit.AuxiliaryQubits, circuit.Parameters, gates);
    }

    /// <summary>Σ_j w_j ⟨Z_j⟩ of a result.</summary>
    internal static double WeightedZ(BackendResult result, IReadOnlyList<double> weights)
    {
        if (weights.Count > result.Qubits)
            throw new ArgumentException($"{weights.Count} weights for {result.Qubits} qubits", nameof(weights));
        var sum = 0.0;
        for (var j = 0; j < weights.Count; j++)
            sum += weights[j] * result.Z[j];
        return sum;
    }
}
