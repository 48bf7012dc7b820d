namespace QaaHybrid.Circuits;

/// <summary>
/// Tomography of a real circuit's states: one tape from |0…0⟩ whose shots give the amplitudes U x/‖x‖ themselves, signs included, without bias.
/// </summary>
/// <remarks>
/// One qubit more, the first, tells two branches apart. The loader puts a reference φ under its |0⟩ and the vector under its |1⟩, both at once as 2ⁿ⁺¹ amplitudes; of the
/// circuit the rotations are controlled by it, and so act on the vector alone, while the remaining gates act on both; a Hadamard gate on it makes
/// <c>½|0⟩(r + ψ) + ½|1⟩(r − ψ)</c>, ψ = U x/‖x‖ and r what the remaining gates make of φ. φ is chosen so that r is 1/√d on the d amplitudes that are read. Then
/// <c>p(0,i) − p(1,i) = r_i ψ_i</c>, and with frequencies f in place of probabilities
/// <code>ψ̂_i = √d (f(0,i) − f(1,i)),   Var ψ̂_i = (½ (1 + d ψ_i²) − ψ_i²) / S,   Σ_i Var ψ̂_i ≤ (d − 1) / S for d ≥ 2</code>
/// for S shots; any Σ w_i ψ_i costs <c>(½ Σ w_i² (1 + d ψ_i²) − (Σ w_i ψ_i)²) / S</c>, about ‖w‖²/S where ψ is spread out, whatever d.
/// <para>
/// The other way, magnitudes √f from the computational basis and signs from n further circuits along the strongest pairs of neighbours, needs no control: of RY and CNOT it
/// takes a third of the two-qubit gates in the circuit and half of them in the loader. But √f is biased where f is small, one wrong sign turns a whole branch of its tree, the
/// sign of the whole is open (and an adapter that adds ψ to x needs it), the shots are divided among n + 1 circuits, and no shift rule holds for what comes out. With 2,000
/// shots in all and that sign given, random states on 4, 6 and 8 qubits come out with a squared error of 0.011, 0.070 and 0.42, short by 0.5 %, 3.5 % and 21 % along themselves;
/// here with 0.008, 0.032 and 0.13, short by nothing.
/// Here what is read is linear in the probabilities: forward and gradient have the same definite sign, that of the tape, and the estimate of a gradient is without bias.
/// </para>
/// </remarks>
public sealed class InterferenceCircuit
{
    private const string Hadamard = "QaaHybrid.Interference.Interfere";
    private const double Tolerance = 1e-9;

    private readonly double[] _reference;

    private InterferenceCircuit(Circuit tape, int inputs, int outputs, double[] reference, IReadOnlyList<AmplitudeTurn> turns) =>
        (Tape, Inputs, Outputs, _reference, Turns) = (tape, inputs, outputs, reference, turns);

    /// <summary>The tape on n + 1 qubits, the branch's qubit foremost. Its parameters are the loader's 2ⁿ⁺¹ − 1 angles, then the circuit's.</summary>
    public Circuit Tape { get; }

    /// <summary>How many of the parameters are the loader's.</summary>
    public int Inputs { get; }

    /// <summary>d, how many of the first amplitudes are read.</summary>
    public int Outputs { get; }

    /// <summary>Every rotation of the circuit that turns with a parameter.</summary>
    internal IReadOnlyList<AmplitudeTurn> Turns { get; }

    /// <summary>Makes the tape.</summary>
    /// <param name="circuit">U, a real circuit.</param>
    /// <param name="outputs">How many of the first amplitudes are read, 1 … 2ⁿ.</param>
    /// <param name="circuits">Gives the loader, the controlled rotations and the Hadamard gate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotSupportedException">The circuit is not real, or its gates without angles keep no real reference.</exception>
    public static async Task<InterferenceCircuit> OfAsync(Circuit circuit, int outputs, ICircuitSource circuits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        var reference = Reference(circuit, outputs);
        var qubits = circuit.Qubits + 1;
        var loader = await circuits.ImportAsync(AmplitudeEmbedding.Request(qubits), cancellationToken).ConfigureAwait(false);
        var hadamard = await circuits.ImportAsync(new CircuitRequest(null, Hadamard, qubits, 0), cancellationToken).ConfigureAwait(false);
        var rotations = await ControlledRotations.ForAsync(circuit, circuits, cancellationToken).ConfigureAwait(false);

        var gates = new List<Gate>();
        var turns = new List<AmplitudeTurn>();
        foreach (var gate in circuit.Gates.Select(BehindBranch))
            if (!gate.IsRotation)
                gates.Add(gate);
            else if (rotations.Append(gates, gate, 0) is var parts && gate.Angle is { IsConstant: false, Scale: not 0 })
                turns.Add(new AmplitudeTurn(gate.Angle.Parameter, gate.Angle.Scale, [.. parts.Select(part => (loader.Gates.Count + part.Gate, part.Part))]));
        var middle = new Circuit($"{circuit.Name}, rotations controlled", qubits, circuit.AuxiliaryQubits, circuit.Parameters, gates);
        return new InterferenceCircuit(
            loader.Then(middle).Then(hadamard), loader.Parameters, outputs, reference,
            [.. turns.Select(turn => turn with { Parameter = turn.Parameter + loader.Parameters })]);
    }

    /// <summary>Refuses a circuit whose amplitudes cannot be measured, before anything is compiled.</summary>
    /// <param name="circuit">U.</param>
    /// <param name="outputs">How many of the first amplitudes are read, 1 … 2ⁿ.</param>
    /// <exception cref="NotSupportedException">The circuit is not real, or its gates without angles keep no real reference.</exception>
    public static void Require(Circuit circuit, int outputs) => _ = Reference(circuit, outputs);

    /// <summary>The tape's parameters for a vector.</summary>
    /// <param name="vector">At most 2ⁿ numbers, not all zero; the rest is zero. Its length does not matter.</param>
    /// <param name="theta">The circuit's angles, radians.</param>
    public double[] Point(ReadOnlySpan<double> vector, ReadOnlySpan<double> theta)
    {
        var both = new double[Inputs + 1];
        _reference.CopyTo(both, 0);
        vector.CopyTo(both.AsSpan(_reference.Length));
        var scale = 1 / AmplitudeEmbedding.Norm(vector);
        foreach (ref var x in both.AsSpan(_reference.Length))
            x *= scale;
        return [.. AmplitudeEmbedding.Angles(both), .. theta];
    }

    /// <summary>ψ̂, the first amplitudes of U x/‖x‖, each with its standard error: 0 where the result is exact.</summary>
    /// <param name="result">Result of <see cref="Tape"/>: counts, or probabilities, which may be those that mitigation left.</param>
    /// <exception cref="NotSupportedException">It holds neither.</exception>
    public Estimate[] Read(BackendResult result)
    {
        var values = ReadValues(result);
        var shots = result.Counts?.Values.Sum();
        var amplitudes = new Estimate[Outputs];
        for (var i = 0; i < Outputs; i++)
            amplitudes[i] = new Estimate(values[i], result.Calibration is { } calibration ? Math.Sqrt(calibration.Variance(result, Weights([.. Enumerable.Repeat(0.0, i), 1]))) : Error(i));
        return amplitudes;

        // Of multinomial counts Var p = p (1 − p) / S and Cov(p, p') = −p p' / S.
        double Error(int i)
        {
            if (shots is not { } count)
                return 0;
            var known = Frequencies(result);
            var (plus, minus) = (known[i], known[_reference.Length + i]);
            return Math.Sqrt(Outputs * Math.Max(0, plus * (1 - plus) + minus * (1 - minus) + 2 * plus * minus) / count);
        }
    }

    /// <summary>The same without the errors.</summary>
    /// <inheritdoc cref="Read(BackendResult)"/>
    public double[] ReadValues(BackendResult result)
    {
        var known = Frequencies(result);
        var values = new double[Outputs];
        for (var i = 0; i < Outputs; i++)
            values[i] = Math.Sqrt(Outputs) * (known[i] - known[_reference.Length + i]);
        return values;
    }

    /// <summary>Σ w_i ψ̂_i, whose numbers come from the same shots: every shot gives ±√d w_i, and its variance has their covariances in it.</summary>
    /// <param name="result">As for <see cref="Read(BackendResult)"/>.</param>
    /// <param name="weights">w, at most one an amplitude.</param>
    public Estimate Read(BackendResult result, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var (known, shots) = (Frequencies(result), result.Counts?.Values.Sum());
        if (weights.Count > Outputs)
            throw new ArgumentException($"{weights.Count} weights for {Outputs} amplitudes", nameof(weights));
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < weights.Count; i++)
        {
            var (plus, minus) = (known[i], known[_reference.Length + i]);
            sum += weights[i] * Math.Sqrt(Outputs) * (plus - minus);
            squares += weights[i] * weights[i] * Outputs * Math.Abs(plus + minus);
        }
        return new Estimate(sum, result.Calibration is { } calibration ? Math.Sqrt(calibration.Variance(result, Weights(weights)))
            : shots is { } count ? Math.Sqrt(Math.Max(0, squares - sum * sum) / count) : 0);
    }

    // Σ w_i ψ̂_i as a sum over basis states: √d w_i in the upper branch, −√d w_i in the lower.
    private double[] Weights(IReadOnlyList<double> weights)
    {
        var all = new double[2 * _reference.Length];
        for (var i = 0; i < weights.Count; i++)
            (all[i], all[_reference.Length + i]) = (Math.Sqrt(Outputs) * weights[i], -Math.Sqrt(Outputs) * weights[i]);
        return all;
    }

    /// <summary>The branch's qubit stands before the register.</summary>
    private static Gate BehindBranch(Gate gate) => gate with { Q0 = gate.Q0 + 1, Q1 = gate.Q1 < 0 ? -1 : gate.Q1 + 1, Q2 = gate.Q2 < 0 ? -1 : gate.Q2 + 1 };

    // φ: the gates without angles, undone on what they are to make.
    private static double[] Reference(Circuit circuit, int outputs)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputs, 1 << circuit.Qubits);
        if (AmplitudeSigns.TryFind(circuit, 1 << circuit.Qubits, out var reason) is null)
            throw new NotSupportedException($"{circuit.Name} is not real: {reason}");
        var fixedGates = new Circuit(
            $"{circuit.Name}, rotations left out", circuit.Qubits, circuit.AuxiliaryQubits, 0, [.. circuit.Gates.Where(gate => !gate.IsRotation).Reverse().Select(gate => gate.Inverse)]);
        double[] uniform = [.. Enumerable.Repeat(1.0, outputs)];
        var state = ReferenceSimulator.Load(fixedGates, uniform);
        ReferenceSimulator.Apply(fixedGates, [], state);
        double[] reference = [.. Enumerable.Range(0, 1 << circuit.Qubits).Select(i => state[i << circuit.AuxiliaryQubits].Real)];
        // What is missing of the norm is imaginary, or in auxiliary qubits that are not clean without the rotations.
        return Math.Abs(AmplitudeEmbedding.Norm(reference) - 1) < Tolerance ? reference : throw new NotSupportedException(
            $"{circuit.Name}: without its rotations it turns the uniform superposition into a state that is not real, which nothing can be compared with; write it with real gates (RY, CNOT, CZ, H, RBS, …)");
    }

    private IReadOnlyList<double> Frequencies(BackendResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Qubits != Tape.Qubits)
            throw new ArgumentException($"{Tape.Name} has {Tape.Qubits} qubits, the result has {result.Qubits}", nameof(result));
        return result.Probabilities ?? Measurement.Frequencies(result) ?? throw new NotSupportedException(
            "the backend gives expectation values only (zero-noise extrapolation of shots does), and amplitudes are read from counts: leave the extrapolation out");
    }
}

/// <summary>A rotation exp(−iαP/2) of the circuit, α = scale · θ[parameter] + offset, as it stands controlled in a tape of interference.</summary>
/// <param name="Parameter">Index in the tape.</param>
/// <param name="Scale">What α turns by when θ turns by one.</param>
/// <param name="Gates">The gates that turn with it, and by what part of α each.</param>
internal sealed record AmplitudeTurn(int Parameter, double Scale, IReadOnlyList<(int Gate, double Part)> Gates);
