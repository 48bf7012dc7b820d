namespace QaaHybrid.Circuits;

/// <summary>
/// Another backend, given fewer and wider circuits: what it is asked to measure in one call is packed side by side, run, and split again. Training, gradients and
/// whatever else takes a backend can take it. Exact values gain nothing by packing and are asked for as they are, unless <see cref="PackingOptions.PacksExactValues"/>.
/// </summary>
/// <remarks>
/// With <see cref="PackingOptions.Flips"/>, single qubits in |0⟩ and |1⟩ stand beside the circuits, on qubits that these leave free, and the errors of reading that
/// they show are undone in all results of the call (see <see cref="ReadOutCalibration.Mitigate"/>). Other qubits than the circuits' own are calibrated, and their
/// rates are pooled: right where all qubits are read about alike, as on trapped ions. For errors that differ from qubit to qubit put
/// <see cref="ReadOutMitigatedBackend"/> around this one. Mitigation inside it would see packed circuits.
/// <para>
/// It is for backends that draw shots. One that scales the exact distribution to a number of shots, as <c>ionq.simulator</c> does, would round the many outcomes of a
/// packed circuit to nothing. Nothing here can tell which ones do; <c>AzureBackend</c> knows its target, and refuses.
/// </para>
/// </remarks>
public sealed class PackedBackend : IMeteredBackend
{
    private readonly IMeteredBackend _inner;
    private readonly int _qubits;
    private readonly PackingOptions _options;

    /// <summary>Packs what a backend is given.</summary>
    /// <param name="inner">What runs the packed circuits; it has to run any tape.</param>
    /// <param name="qubits">How many qubits it has.</param>
    /// <param name="options">How circuits are packed; null is as usual.</param>
    /// <exception cref="NotSupportedException">The backend runs only what stands in Q#.</exception>
    public PackedBackend(IQuantumBackend inner, int qubits, PackingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentOutOfRangeException.ThrowIfLessThan(qubits, 1);
        (_inner, _qubits, _options) = (inner as IMeteredBackend ?? new MeteredBackend(inner), qubits, options ?? new PackingOptions());
        if (!inner.RunsAnyTape)
            throw new NotSupportedException($"{inner.Name} runs the Q# behind a tape, and circuits side by side have none: pack for another backend");
        if (_options.Flips is { Qubits: not 1 } flips)
            throw new ArgumentException($"{flips.Name} has {flips.Qubits} qubits; spare qubits are calibrated one by one", nameof(options));
        if (_options.CalibrationQubits < 2 || _options.CalibrationQubits % 2 != 0)
            throw new ArgumentException($"{_options.CalibrationQubits} calibration qubits; an even number of at least 2 is needed", nameof(options));
    }

    /// <inheritdoc/>
    public string Name => $"{_inner.Name}+packed";

    /// <inheritdoc/>
    /// <remarks>Of the packed circuits, as they reach the backend.</remarks>
    public BackendUsage Usage => _inner.Usage;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A circuit to be packed is wider than the backend, or starts from amplitudes.</exception>
    public async Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        var plan = await PlanAsync(runs, shots, cancellationToken).ConfigureAwait(false);
        var results = await _inner.RunAsync(plan.Wide, null, seed, cancellationToken).ConfigureAwait(false);

        // What is left out must not follow from the numbers that the shots were drawn with.
        var split = plan.Packed.Split([.. results.Take(plan.Packed.Jobs.Count)], ~seed);
        var own = Mitigated([.. split.Take(plan.Own.Length)], [.. split.Skip(plan.Own.Length)]);
        var all = new BackendResult[runs.Count];
        for (var k = 0; k < plan.Own.Length; k++)
            all[plan.Own[k]] = own[k];
        for (var k = 0; k < plan.AsTheyAre.Length; k++)
            all[plan.AsTheyAre[k]] = results[plan.Packed.Jobs.Count + k];
        return all;
    }

    /// <summary>The circuits that <see cref="RunAsync"/> gives to the backend, in their order: for who submits them now and asks for their results later.</summary>
    /// <param name="runs">What to run.</param>
    /// <param name="shots">How often each is measured, where the run itself does not say.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotSupportedException">A circuit to be packed is wider than the backend, or starts from amplitudes.</exception>
    public async Task<IReadOnlyList<BackendRun>> PackAsync(IReadOnlyList<BackendRun> runs, int? shots = null, CancellationToken cancellationToken = default) =>
        (await PlanAsync(runs, shots, cancellationToken).ConfigureAwait(false)).Wide;

    private async Task<Plan> PlanAsync(IReadOnlyList<BackendRun> runs, int? shots, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        int[] asTheyAre = _options.PacksExactValues ? [] : [.. Enumerable.Range(0, runs.Count).Where(i => (runs[i].Shots ?? shots) is null)];
        int[] own = [.. Enumerable.Range(0, runs.Count).Except(asTheyAre)];
        BackendRun[] circuits = [.. own.Select(i => runs[i] with { Shots = runs[i].Shots ?? shots })];
        var calibration = circuits.Max(run => run.Shots) is { } most && _options.Flips is { } flips
            ? await CalibrationAsync(flips, most, cancellationToken).ConfigureAwait(false)
            : [];
        var packed = PackedCircuits.Pack([.. circuits, .. calibration], _qubits, leastShotShare: _options.LeastShotShare);
        return new Plan(own, asTheyAre, packed, [.. packed.Jobs.Select(job => job.Run), .. asTheyAre.Select(i => runs[i])]);
    }

    // |0⟩, |1⟩, |0⟩, |1⟩, …: wherever the room ends, both states are measured about as often.
    private async Task<BackendRun[]> CalibrationAsync(Circuit flips, int shots, CancellationToken cancellationToken)
    {
        var states = await ReadOutCalibration.RunsAsync(flips, CalibrationScheme.Marginal, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, _options.CalibrationQubits).Select(i => states[i % states.Count] with { Shots = shots })];
    }

    private static BackendResult[] Mitigated(BackendResult[] results, BackendResult[] calibration)
    {
        if (calibration.Length == 0)
            return results;
        var pooled = (TensoredCalibration)ReadOutCalibration.Of(
            [.. Enumerable.Range(0, 2).Select(state => Pooled(calibration.Where((_, i) => i % 2 == state)))], CalibrationScheme.Marginal);
        var bySize = results.Select(result => result.Qubits).Distinct().ToDictionary(qubits => qubits, pooled.ForAll);
        // Exact values have no errors of reading.
        return [.. results.Select(result => result.Counts is null ? result : bySize[result.Qubits].Mitigate(result))];
    }

    private static BackendResult Pooled(IEnumerable<BackendResult> results) => Measurement.OfCounts(
        1, results.SelectMany(result => result.Counts!).GroupBy(count => count.Key, (bits, counts) => KeyValuePair.Create(bits, counts.Sum(count => count.Value))));

    /// <summary>What goes where.</summary>
    /// <param name="Own">The runs that are packed.</param>
    /// <param name="AsTheyAre">Those that are not.</param>
    /// <param name="Packed">The packed ones, then those of the calibration.</param>
    /// <param name="Wide">What the backend gets: the packed circuits, then those that are run as they are.</param>
    private sealed record Plan(int[] Own, int[] AsTheyAre, PackedCircuits Packed, IReadOnlyList<BackendRun> Wide);
}
