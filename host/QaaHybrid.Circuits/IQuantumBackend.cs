using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>What runs circuits: the exact simulator, the sampling one, Q#'s own, later Azure Quantum.</summary>
public interface IQuantumBackend
{
    /// <summary>The name by which the command line chooses it, e.g. <c>simulator</c>, <c>qsharp</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether it runs every tape. One that runs the Q# behind a tape cannot run a tape that was changed gate by gate, as a shift of one
    /// occurrence of a parameter does; it can still run other angles.
    /// </summary>
    bool RunsAnyTape => true;

    /// <summary>Runs circuits; results come in the order of <paramref name="runs"/>.</summary>
    /// <param name="runs">What to run.</param>
    /// <param name="shots">How often each is measured, where the run itself does not say; null asks for exact values.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotSupportedException">The backend has no exact values, or needs the Q# of a circuit that has none.</exception>
    Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default);
}

/// <summary>One circuit at one point.</summary>
/// <param name="Circuit">The tape.</param>
/// <param name="Theta">Its parameters, radians.</param>
/// <param name="Input">
/// Real amplitudes of the state it starts from, at most 2ⁿ (the rest is zero), normalised by the backend; null starts from |0…0⟩.
/// </param>
/// <param name="Shots">How often this one is measured, at least once; overrides what the call says for all. Null leaves it to the call.</param>
public sealed record BackendRun(Circuit Circuit, IReadOnlyList<double> Theta, IReadOnlyList<double>? Input = null, int? Shots = null);

/// <summary>What came out. Basis states are big-endian: the first qubit is the leftmost character and the most significant bit.</summary>
/// <param name="Qubits">Size of the register.</param>
/// <param name="Z">⟨Z_j⟩, exact or estimated.</param>
/// <param name="Amplitudes">2ⁿ amplitudes, where the backend knows them.</param>
/// <param name="Probabilities">2ⁿ probabilities, where the backend knows them.</param>
/// <param name="ZError">Standard errors of <paramref name="Z"/>, with shots.</param>
/// <param name="Counts">How often each bit string was measured, with shots.</param>
/// <param name="ProbabilityError">Standard errors of <paramref name="Probabilities"/>, where these were made of counts.</param>
/// <param name="Parts">The distribution as a product of independent ones, where it is exact and too wide for <paramref name="Probabilities"/>; each qubit stands in one.</param>
public sealed record BackendResult(
    int Qubits,
    IReadOnlyList<double> Z,
    IReadOnlyList<Complex>? Amplitudes = null,
    IReadOnlyList<double>? Probabilities = null,
    IReadOnlyList<double>? ZError = null,
    IReadOnlyDictionary<string, long>? Counts = null,
    IReadOnlyList<double>? ProbabilityError = null,
    IReadOnlyList<DistributionPart>? Parts = null)
{
    /// <summary>What undid the errors of reading in <see cref="Probabilities"/>, which knows how sums of them are uncertain; null where nothing did.</summary>
    internal ReadOutCalibration? Calibration { get; init; }
}
