using QaaHybrid.Circuits;

namespace QaaHybrid;

/// <summary>What is done against noise, around a backend: by the names that recipes and the command line have for it.</summary>
public static class Mitigation
{
    private static readonly Dictionary<string, Func<Extrapolation>> Extrapolations = new()
    {
        ["linear"] = () => Extrapolation.Linear, ["exponential"] = () => Extrapolation.Exponential(), ["richardson"] = () => Extrapolation.Richardson,
    };

    /// <summary>The name of read-out mitigation.</summary>
    public const string ReadOut = "readout";

    /// <summary>The names of extrapolations to zero noise.</summary>
    public static IReadOnlyCollection<string> ExtrapolationNames => Extrapolations.Keys;

    /// <summary>A backend whose read-out errors are undone: |0…0⟩ and |1…1⟩ are measured first, with as many shots.</summary>
    /// <param name="circuits">Gives the circuit that prepares them.</param>
    /// <param name="backend">What runs circuits.</param>
    /// <param name="qubits">Size of their register.</param>
    /// <param name="shots">How often each of the two is measured.</param>
    /// <param name="seed">Governs what is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IQuantumBackend> CalibratedAsync(
        ICircuitSource circuits, IQuantumBackend backend, int qubits, int? shots, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        var flips = await FlipsAsync(circuits, qubits, cancellationToken).ConfigureAwait(false);
        var calibration = await ReadOutCalibration.MeasureAsync(backend, flips, shots: shots, seed: seed, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new ReadOutMitigatedBackend(backend, calibration);
    }

    /// <summary>The circuit that prepares basis states for a calibration: its last n parameters are RY on every qubit, and π turns one to |1⟩.</summary>
    /// <param name="circuits">Gives it.</param>
    /// <param name="qubits">n.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<Circuit> FlipsAsync(ICircuitSource circuits, int qubits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        return circuits.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.Square", qubits, 3 * qubits), cancellationToken);
    }

    /// <summary>A backend whose ⟨Z⟩ are carried on to no noise from folded circuits.</summary>
    /// <param name="backend">What runs circuits.</param>
    /// <param name="name">One of <see cref="ExtrapolationNames"/>.</param>
    /// <param name="scales">Noise scales; null is 1, 3, 5.</param>
    /// <exception cref="ArgumentException">There is no such extrapolation, or it needs other scales.</exception>
    public static IQuantumBackend Extrapolated(IQuantumBackend backend, string name, IReadOnlyList<double>? scales = null) =>
        Extrapolations.TryGetValue(name, out var extrapolation)
            ? new ZeroNoiseBackend(backend, scales, extrapolation())
            : throw new ArgumentException($"there is no extrapolation '{name}'; there are {string.Join(", ", ExtrapolationNames)}", nameof(name));
}
