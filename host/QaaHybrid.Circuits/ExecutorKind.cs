namespace QaaHybrid.Circuits;

/// <summary>How a circuit is simulated.</summary>
public enum ExecutorKind
{
    /// <summary>2ⁿ amplitudes a row, real where the circuit is, in passes over tiles that stay in the cache.</summary>
    StateVector,

    /// <summary>The C(n, k) amplitudes of Hamming weight k, for circuits whose blocks preserve the weight, of any width.</summary>
    Subspace,

    /// <summary>The matrix of the whole circuit, computed once for a θ and multiplied by all rows at once.</summary>
    Dense,
}
