namespace QaaHybrid.Circuits;

/// <summary>How a noisy circuit is simulated.</summary>
public enum NoisyMethod
{
    /// <summary>
    /// The density matrix where it fits (10 qubits, auxiliary ones included) and exact values are asked for, or more shots than the matrix has
    /// rows; trajectories otherwise.
    /// </summary>
    Automatic,

    /// <summary>The whole density matrix: exact probabilities, from which shots are drawn.</summary>
    DensityMatrix,

    /// <summary>Random histories of a pure state: one a shot, each measured once.</summary>
    Trajectories,
}
