using QaaHybrid.Circuits;

namespace QaaHybrid;

/// <summary>What a verification came to.</summary>
/// <param name="Circuits">Every circuit on every vector.</param>
/// <param name="Usage">What it took on the backend.</param>
public sealed record VerificationResult(IReadOnlyList<VerifiedCircuit> Circuits, BackendUsage Usage)
{
    /// <summary>Deviations of what was measured.</summary>
    public DeviationSummary Before => DeviationSummary.Of([.. Circuits.SelectMany(circuit => circuit.Z).Select(z => z.Measured)]);

    /// <summary>Deviations behind mitigation; null where there was none.</summary>
    public DeviationSummary? After => Circuits[0].Z[0].Mitigated is null ? null : DeviationSummary.Of([.. Circuits.SelectMany(circuit => circuit.Z).Select(z => z.Mitigated!)]);

    /// <summary>Pearson's test over all circuits together; null for exact values.</summary>
    public CountsTest? Counts => Circuits[0].Counts is null ? null
        : new CountsTest(Circuits.Sum(circuit => circuit.Counts!.ChiSquare), Circuits.Sum(circuit => circuit.Counts!.DegreesOfFreedom));
}

/// <summary>One circuit on one hidden vector.</summary>
/// <param name="Layer">Full name of the adapted module.</param>
/// <param name="Vector">Number of the hidden vector.</param>
/// <param name="Z">⟨Z⟩ of every qubit.</param>
/// <param name="Counts">How the counts, before any mitigation, go with the exact probabilities; null for exact values.</param>
public sealed record VerifiedCircuit(string Layer, int Vector, IReadOnlyList<VerifiedZ> Z, CountsTest? Counts)
{
    internal static VerifiedCircuit Of(string layer, int vector, BackendResult exact, BackendResult measured, BackendResult? mitigated, int? shots) => new(
        layer, vector,
        [.. exact.Z.Select((z, qubit) => new VerifiedZ(qubit, z, Deviation.Of(z, measured, qubit, shots), mitigated is null ? null : Deviation.Of(z, mitigated, qubit, shots)))],
        measured.Counts is { } counts ? CountsTest.Of(counts, exact.Probabilities!) : null);
}

/// <summary>⟨Z⟩ of one qubit.</summary>
/// <param name="Qubit">Which.</param>
/// <param name="Exact">The exact simulator's.</param>
/// <param name="Measured">The backend's.</param>
/// <param name="Mitigated">Behind mitigation; null where there was none.</param>
public sealed record VerifiedZ(int Qubit, double Exact, Deviation Measured, Deviation? Mitigated);
