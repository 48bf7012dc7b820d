namespace QaaHybrid.Circuits;

public abstract partial class ReadOutCalibration
{
    // Wider preparations are believed, not simulated.
    private const int MaxCheckedQubits = 16;

    /// <summary>Prepares basis states on a backend and learns how they are read.</summary>
    /// <param name="backend">The backend whose reading is to be corrected.</param>
    /// <param name="flips">
    /// A circuit of the register whose last n parameters, one a qubit, turn qubit j to |1⟩ at π and leave it in |0⟩ at 0, all other parameters
    /// being 0, as one layer of <c>QaaHybrid.Ansatz.Square</c> does. Up to 16 qubits this is checked on the simulator. Errors of its gates
    /// are learnt as if they were errors of reading: the fewer the better.
    /// </param>
    /// <param name="scheme">Which states.</param>
    /// <param name="shots">How often each is measured; null asks for exact values.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The circuit prepares something else, or what is read says nothing about the state.</exception>
    public static async Task<ReadOutCalibration> MeasureAsync(
        IQuantumBackend backend, Circuit flips, CalibrationScheme scheme = CalibrationScheme.Marginal, int? shots = null, long seed = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        var runs = await RunsAsync(flips, scheme, cancellationToken).ConfigureAwait(false);
        return Of(await backend.RunAsync(runs, shots, seed, cancellationToken).ConfigureAwait(false), scheme);
    }

    /// <summary>The circuits that prepare the basis states of a scheme, to be measured together with others; <see cref="Of"/> takes their results.</summary>
    /// <inheritdoc cref="MeasureAsync"/>
    public static async Task<IReadOnlyList<BackendRun>> RunsAsync(Circuit flips, CalibrationScheme scheme, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flips);
        var states = States(scheme, flips.Qubits);
        BackendRun[] runs = [.. states.Select(state => new BackendRun(flips, Angles(flips, state)))];
        if (flips.Width <= MaxCheckedQubits)
            Check(flips, states, await new SimulatorBackend().RunAsync(runs, cancellationToken: cancellationToken).ConfigureAwait(false));
        return runs;
    }

    /// <summary>What the results of <see cref="RunsAsync"/> say.</summary>
    /// <param name="results">One a circuit, in their order.</param>
    /// <param name="scheme">Which states were prepared.</param>
    /// <exception cref="ArgumentException">Another number of results than the scheme has states, or what is read says nothing about the state.</exception>
    /// <exception cref="NotSupportedException">A full calibration needs counts or probabilities, and there are none.</exception>
    public static ReadOutCalibration Of(IReadOnlyList<BackendResult> results, CalibrationScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(results);
        var qubits = results.Count > 0 ? results[0].Qubits : 0;
        if (results.Count == 0 || results.Count != States(scheme, qubits).Length)
            throw new ArgumentException($"{results.Count} results are not those of a calibration of {qubits} qubits by the scheme {scheme}", nameof(results));
        if (scheme == CalibrationScheme.Full)
            return new FullCalibration(
                [.. results.Select(result => Distribution(result)
                    ?? throw new NotSupportedException("a full calibration needs counts or probabilities, and the results hold neither"))],
                Shots(results[0]));
        return new TensoredCalibration(
            [.. Enumerable.Range(0, qubits).Select(q => Rate(results[0], q, 1))],
            [.. Enumerable.Range(0, qubits).Select(q => Rate(results[scheme == CalibrationScheme.Marginal ? 1 : 1 + q], q, -1))]);
    }

    // How often a bit is read other than prepared: (1 ∓ ⟨Z⟩) / 2.
    private static Estimate Rate(BackendResult result, int qubit, int prepared) =>
        new((1 - prepared * result.Z[qubit]) / 2, (result.ZError?[qubit] ?? 0) / 2);

    private static string[] States(CalibrationScheme scheme, int qubits) => scheme switch
    {
        CalibrationScheme.Marginal => [new string('0', qubits), new string('1', qubits)],
        CalibrationScheme.Independent =>
        [
            new string('0', qubits), .. Enumerable.Range(0, qubits).Select(q => $"{new string('0', q)}1{new string('0', qubits - 1 - q)}"),
        ],
        _ when qubits <= FullCalibration.MaxQubits => [.. Enumerable.Range(0, 1 << qubits).Select(state => Measurement.BitString(state, qubits))],
        _ => throw new NotSupportedException(
            $"a full calibration of {qubits} qubits takes 2^{qubits} circuits; at most {FullCalibration.MaxQubits} qubits are calibrated so"),
    };

    private static double[] Angles(Circuit flips, string state) => flips.Parameters >= flips.Qubits
        ? [.. new double[flips.Parameters - flips.Qubits], .. state.Select(bit => bit == '1' ? Math.PI : 0)]
        : throw new ArgumentException(
            $"{flips.Name} has {flips.Parameters} parameters; one a qubit is needed to prepare basis states of {flips.Qubits} qubits", nameof(flips));

    private static void Check(Circuit flips, string[] states, IReadOnlyList<BackendResult> results)
    {
        for (var i = 0; i < states.Length; i++)
            if (results[i].Probabilities![Convert.ToInt32(states[i], 2)] is var probability && !(probability > 1 - 1e-9))
                throw new ArgumentException(
                    $"{flips.Name} prepares |{states[i]}⟩ with probability {probability:g3} only; calibration needs a circuit whose last " +
                    "parameters, one a qubit, turn qubits to |1⟩ at π and leave them at 0", nameof(flips));
    }
}
