using QaaHybrid.Circuits;

namespace QaaHybrid;

/// <summary>What a verification came to.</summary>
/// <param name="Circuits">Every circuit on every vector.</param>
/// <param name="Usage">What it took on the backend.</param>
public sealed record VerificationResult(IReadOnlyList<VerifiedCircuit> Circuits, BackendUsage Usage)
{
    /// <summary>Deviations of what was measured.</summary>
    public DeviationSummary Before => DeviationSummary.Of([.. Circuits.SelectMany(circuit => circuit.Numbers).Select(number => number.Measured)]);

    /// <summary>Deviations behind mitigation; null where there was none.</summary>
    public DeviationSummary? After =>
        Circuits[0].Numbers[0].Mitigated is null ? null : DeviationSummary.Of([.. Circuits.SelectMany(circuit => circuit.Numbers).Select(number => number.Mitigated!)]);

    /// <summary>Pearson's test over all circuits together; null for exact values.</summary>
    public CountsTest? Counts => Circuits[0].Counts is null ? null
        : new CountsTest(Circuits.Sum(circuit => circuit.Counts!.ChiSquare), Circuits.Sum(circuit => circuit.Counts!.DegreesOfFreedom));
}

/// <summary>One circuit on one hidden vector.</summary>
/// <param name="Layer">Full name of the adapted module.</param>
/// <param name="Vector">Number of the hidden vector.</param>
/// <param name="ReadsAmplitudes">Whether the numbers are amplitudes of the circuit's state, of a hidden vector of length one; else they are ⟨Z⟩ of its qubits.</param>
/// <param name="Numbers">What was measured.</param>
/// <param name="Counts">How the counts, before any mitigation, go with the exact probabilities; null for exact values.</param>
public sealed record VerifiedCircuit(string Layer, int Vector, bool ReadsAmplitudes, IReadOnlyList<VerifiedNumber> Numbers, CountsTest? Counts);

/// <summary>⟨Z⟩ of one qubit, or one amplitude.</summary>
/// <param name="Index">Which qubit, or which basis state.</param>
/// <param name="Exact">The exact simulator's.</param>
/// <param name="Measured">The backend's.</param>
/// <param name="Mitigated">Behind mitigation; null where there was none.</param>
public sealed record VerifiedNumber(int Index, double Exact, Deviation Measured, Deviation? Mitigated);
