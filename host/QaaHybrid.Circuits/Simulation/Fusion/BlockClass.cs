namespace QaaHybrid.Circuits.Fusion;

/// <summary>What the matrix of a block is, at every angle and up to one global phase. Several may hold at once: CZ is diagonal, real and preserves weight.</summary>
[Flags]
public enum BlockClass
{
    /// <summary>None of the below.</summary>
    None = 0,

    /// <summary>Basis states only get phases: Z, RZ, CZ, RZZ.</summary>
    Diagonal = 1,

    /// <summary>Basis states become basis states, all with one phase: X, CNOT, SWAP, two CNOTs that cancel.</summary>
    Permutation = 2,

    /// <summary>All entries are real: RY, CNOT, RBS.</summary>
    Real = 4,

    /// <summary>Basis states become sums of basis states with as many ones: RBS, CZ, SWAP, every diagonal block.</summary>
    WeightPreserving = 8,
}
