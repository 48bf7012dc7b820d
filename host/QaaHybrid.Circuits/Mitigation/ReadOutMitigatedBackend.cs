namespace QaaHybrid.Circuits;

/// <summary>
/// Another backend with its errors of reading corrected: what <see cref="ReadOutCalibration.Mitigate"/> makes of its results. Training, gradients and
/// whatever else takes a backend can take it.
/// </summary>
/// <param name="inner">What runs the circuits.</param>
/// <param name="calibration">How its register is read, of the circuits' size.</param>
/// <param name="solver">How the errors are undone.</param>
public sealed class ReadOutMitigatedBackend(
    IQuantumBackend inner, ReadOutCalibration calibration, ReadOutSolver solver = ReadOutSolver.Inverse) : IQuantumBackend
{
    /// <inheritdoc/>
    public string Name => $"{inner.Name}+rem";

    /// <inheritdoc/>
    public bool RunsAnyTape => inner.RunsAnyTape;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A circuit has another number of qubits than was calibrated.</exception>
    public async Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        foreach (var run in runs)
            if (run.Circuit.Qubits != calibration.Qubits)
                throw new ArgumentException(
                    $"{run.Circuit.Name} has {run.Circuit.Qubits} qubits; {calibration.Qubits} were calibrated", nameof(runs));
        var results = await inner.RunAsync(runs, shots, seed, cancellationToken).ConfigureAwait(false);
        return [.. results.Select(result => calibration.Mitigate(result, solver))];
    }
}
