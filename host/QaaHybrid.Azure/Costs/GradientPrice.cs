using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>
/// One gradient by the parameter-shift rule on a target, one circuit a job and packed side by side: what it takes and what it gives. Jobs are counted as they reach
/// the device, and every shot is drawn by our simulator; nothing of it is a figure from a machine.
/// </summary>
/// <param name="Circuits">How many circuits there are to run: one for the value, the others shifted.</param>
/// <param name="Alone">One circuit a job.</param>
/// <param name="Packed">Many circuits a job.</param>
public sealed record GradientPrice(int Circuits, MeasuredGradient Alone, MeasuredGradient Packed)
{
    /// <summary>Runs the gradient of Σ_j ⟨Z_j⟩ on the simulator, alone and packed, and prices what arrives there.</summary>
    /// <param name="circuit">The tape, from |0…0⟩: a loader with its angles bound, then the ansatz.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="shots">How often each circuit is measured.</param>
    /// <param name="target">The target.</param>
    /// <param name="options">What else is sent.</param>
    /// <param name="packing">How circuits are packed; null is as usual.</param>
    /// <param name="seed">Governs what is drawn.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="NotSupportedException">The target is unknown or nobody says how many qubits it has, or the circuit or the shots are too many for it.</exception>
    public static Task<GradientPrice> MeasureAsync(
        Circuit circuit, IReadOnlyList<double> theta, int shots, string target, PriceOptions? options = null, PackingOptions? packing = null,
        long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        double[] weights = [.. Enumerable.Repeat(1.0, circuit.Qubits)];
        var shifted = new Lazy<ShiftedCircuits>(() => new ShiftedCircuits(circuit, weights));
        return MeasureAsync(
            circuit, async (backend, count) => count is null
                ? AdjointGradient.Of(circuit, [.. theta], weights)
                : (await ParameterShift.OfBatchAsync(backend, shifted.Value, theta, weights, [null], count, seed, cancellationToken).ConfigureAwait(false))[0],
            shots, target, options, packing);
    }

    /// <summary>The same for the gradient of Σ_i ψ_i of a circuit whose amplitudes are read.</summary>
    /// <param name="circuit">The circuits.</param>
    /// <param name="vector">What is loaded.</param>
    /// <inheritdoc cref="MeasureAsync(Circuit, IReadOnlyList{double}, int, string, PriceOptions?, PackingOptions?, long, CancellationToken)"/>
    /// <param name="theta">The circuit's angles, radians.</param>
    /// <param name="shots">How often each circuit is measured.</param>
    /// <param name="target">The target.</param>
    /// <param name="options">What else is sent.</param>
    /// <param name="packing">How circuits are packed; null is as usual.</param>
    /// <param name="seed">Governs what is drawn.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static Task<GradientPrice> MeasureAsync(
        InterferenceCircuit circuit, IReadOnlyList<double> vector, IReadOnlyList<double> theta, int shots, string target, PriceOptions? options = null,
        PackingOptions? packing = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        double[] weights = [.. Enumerable.Repeat(1.0, circuit.Outputs)];
        return MeasureAsync(
            circuit.Tape, (backend, count) => AmplitudeShift.OfAsync(backend, circuit, vector, theta, weights, count, seed, cancellationToken), shots, target, options, packing);
    }

    // The gradient on a backend: exact without shots.
    private static async Task<GradientPrice> MeasureAsync(
        Circuit tape, Func<IQuantumBackend, int?, Task<GradientResult>> gradient, int shots, string target, PriceOptions? options, PackingOptions? packing)
    {
        var qubits = options?.Qubits ?? Pricing.QubitsOf(target)
            ?? throw new NotSupportedException($"how many qubits {target} has is not documented, so that nothing can be packed for it");
        // Refused before anything is simulated.
        _ = Pricing.Estimate(tape, shots, target, options);
        var exact = (await gradient(new SimulatorBackend(), null).ConfigureAwait(false)).Gradient;
        var alone = await MeasureOnAsync(device => device).ConfigureAwait(false);
        var packed = await MeasureOnAsync(device => new PackedBackend(device, qubits, packing)).ConfigureAwait(false);
        return new GradientPrice(alone.Gradient.Evaluations, alone, packed);

        async Task<MeasuredGradient> MeasureOnAsync(Func<PricedSimulator, IQuantumBackend> around)
        {
            var device = new PricedSimulator(target, options);
            var found = await gradient(around(device), shots).ConfigureAwait(false);
            return new MeasuredGradient(
                PriceEstimate.Sum(device.Jobs), found,
                [.. exact.Zip(found.Gradient, found.Error!).Where(slope => slope.Third > 0).Select(slope => (slope.Second - slope.First) / slope.Third)]);
        }
    }
}
