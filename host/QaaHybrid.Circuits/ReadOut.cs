namespace QaaHybrid.Circuits;

/// <summary>What is read from the register of n qubits after the circuit.</summary>
public enum ReadOut
{
    /// <summary>⟨Z_j⟩ of every qubit: n numbers in [-1, 1].</summary>
    PauliZ,

    /// <summary>|amplitude|² of every basis state: up to 2ⁿ numbers in [0, 1].</summary>
    Probabilities,

    /// <summary>The amplitudes themselves, real circuits only: up to 2ⁿ numbers.</summary>
    Amplitudes,
}
