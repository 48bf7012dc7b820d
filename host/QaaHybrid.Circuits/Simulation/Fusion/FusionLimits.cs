namespace QaaHybrid.Circuits.Fusion;

/// <summary>How far a piece may grow in the search for one that preserves weight.</summary>
/// <param name="RegisterQubits">Most qubits of the register.</param>
/// <param name="Qubits">Most qubits, auxiliary ones included.</param>
/// <param name="Gates">Most gates.</param>
internal sealed record FusionLimits(int RegisterQubits, int Qubits, int Gates)
{
    /// <summary>Blocks of two qubits; RBS has eight to some twenty gates.</summary>
    public static readonly FusionLimits Pairs = new(2, 2, 48);

    /// <summary>
    /// Clusters that multiply controlled beam splitters compile to: up to four controls and their auxiliary qubits.
    /// A matrix has at most 2^(6 + 10) entries.
    /// </summary>
    public static readonly FusionLimits Clusters = new(6, 10, 4096);
}
