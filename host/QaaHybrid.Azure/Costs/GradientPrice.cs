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
    public static async Task<GradientPrice> MeasureAsync(
        Circuit circuit, IReadOnlyList<double> theta, int shots, string target, PriceOptions? options = null, PackingOptions? packing = null,
        long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        var qubits = options?.Qubits ?? Pricing.QubitsOf(target)
            ?? throw new NotSupportedException($"how many qubits {target} has is not documented, so that nothing can be packed for it");
        // Refused before anything is simulated.
        _ = Pricing.Estimate(circuit, shots, target, options);
        double[] weights = [.. Enumerable.Repeat(1.0, circuit.Qubits)];
        var shifted = new ShiftedCircuits(circuit, weights);
        var exact = AdjointGradient.Of(circuit, [.. theta], weights).Gradient;
        var alone = await MeasureOnAsync(device => device).ConfigureAwait(false);
        var packed = await MeasureOnAsync(device => new PackedBackend(device, qubits, packing)).ConfigureAwait(false);
        return new GradientPrice(shifted.Evaluations, alone, packed);

        async Task<MeasuredGradient> MeasureOnAsync(Func<PricedSimulator, IQuantumBackend> around)
        {
            var device = new PricedSimulator(target, options);
            var gradient = (await ParameterShift.OfBatchAsync(around(device), shifted, theta, weights, [null], shots, seed, cancellationToken).ConfigureAwait(false))[0];
            return new MeasuredGradient(
                PriceEstimate.Sum(device.Jobs), gradient,
                [.. exact.Zip(gradient.Gradient, gradient.Error!).Where(slope => slope.Third > 0).Select(slope => (slope.Second - slope.First) / slope.Third)]);
        }
    }
}
