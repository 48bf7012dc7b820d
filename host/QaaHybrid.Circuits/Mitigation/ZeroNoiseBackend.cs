namespace QaaHybrid.Circuits;

/// <summary>
/// Zero-noise extrapolation: runs every circuit folded to several noise scales on another backend and carries ⟨Z_j⟩ on to no noise. Training,
/// gradients and whatever else takes a backend can take it.
/// </summary>
/// <remarks>
/// Each scale is measured with all the shots, so a run costs as many times the shots as there are scales. Results hold ⟨Z_j⟩, which may
/// leave [-1, 1], their standard errors where the other backend gives any, and, where it gives probabilities and the extrapolation is linear in
/// them, quasi-probabilities: they sum to 1 and may be negative.
/// </remarks>
public sealed class ZeroNoiseBackend : IQuantumBackend
{
    private readonly IQuantumBackend _inner;
    private readonly double[] _scales;
    private readonly Extrapolation _extrapolation;

    /// <summary>Puts extrapolation around a backend.</summary>
    /// <param name="inner">What runs the circuits.</param>
    /// <param name="scales">
    /// Noise scales, 1 or more each; null is 1, 3, 5. A backend that runs the Q# behind a tape takes odd whole numbers only.
    /// </param>
    /// <param name="extrapolation">How values are carried on; null is <see cref="Extrapolation.Linear"/>.</param>
    public ZeroNoiseBackend(IQuantumBackend inner, IReadOnlyList<double>? scales = null, Extrapolation? extrapolation = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _scales = [.. scales ?? [1, 3, 5]];
        _extrapolation = extrapolation ?? Extrapolation.Linear;
        foreach (var scale in _scales)
            if (!(scale >= 1 && double.IsFinite(scale)))
                throw new ArgumentOutOfRangeException(nameof(scales), scale, "noise can be scaled up only: scales are 1 or more");
        if (_scales.Distinct().Count() < _extrapolation.LeastScales)
            throw new ArgumentException(
                $"this extrapolation needs {_extrapolation.LeastScales} different noise scales, found {string.Join(", ", _scales)}", nameof(scales));
    }

    /// <inheritdoc/>
    public string Name => $"{_inner.Name}+zne";

    /// <inheritdoc/>
    public bool RunsAnyTape => _inner.RunsAnyTape;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The other backend runs Q# and a scale is no odd whole number.</exception>
    public async Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var folded = new Dictionary<Circuit, FoldedCircuit[]>(ReferenceEqualityComparer.Instance);
        foreach (var run in runs)
            if (!folded.ContainsKey(run.Circuit))
                folded.Add(run.Circuit, [.. _scales.Select(scale => Fold(run.Circuit, scale))]);
        // Runs of one circuit side by side: a backend may do them together.
        BackendRun[] all =
        [
            .. Enumerable.Range(0, _scales.Length).SelectMany(i => runs.Select(run => run with { Circuit = folded[run.Circuit][i].Circuit })),
        ];
        var results = await _inner.RunAsync(all, shots, seed, cancellationToken).ConfigureAwait(false);
        return [.. runs.Select((run, r) => ToZero(
            [.. folded[run.Circuit].Select(circuit => circuit.Scale)],
            [.. Enumerable.Range(0, _scales.Length).Select(i => results[i * runs.Count + r])]))];
    }

    private FoldedCircuit Fold(Circuit circuit, double scale)
    {
        var folded = CircuitFolding.Fold(circuit, scale);
        return _inner.RunsAnyTape || folded.Circuit.Origin is not null || circuit.Origin is null
            ? folded
            : throw new NotSupportedException(
                $"{_inner.Name} runs the Q# behind a tape, and {circuit.Name} folded {scale} times has none: use odd whole numbers such as 1, 3, 5");
    }

    private BackendResult ToZero(double[] scales, BackendResult[] results)
    {
        Estimate[] z = [.. Enumerable.Range(0, results[0].Qubits).Select(q =>
            _extrapolation.ToZero(scales, [.. results.Select(result => new Estimate(result.Z[q], result.ZError?[q] ?? 0))]))];
        double[]? probabilities = _extrapolation.Coefficients(scales) is { } coefficients && results.All(result => result.Probabilities is not null)
            ? [.. results[0].Probabilities!.Select((_, l) => results.Select((result, i) => coefficients[i] * result.Probabilities![l]).Sum())]
            : null;
        return new BackendResult(
            results[0].Qubits, [.. z.Select(estimate => estimate.Value)], Probabilities: probabilities,
            ZError: results.Any(result => result.ZError is not null) ? [.. z.Select(estimate => estimate.StandardError)] : null);
    }
}
