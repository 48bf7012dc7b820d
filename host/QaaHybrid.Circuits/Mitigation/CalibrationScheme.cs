namespace QaaHybrid.Circuits;

/// <summary>Which basis states are prepared to learn how they are read.</summary>
public enum CalibrationScheme
{
    /// <summary>|0…0⟩ and |1…1⟩: two circuits. Every qubit by itself; what neighbours do to each other while read is averaged in.</summary>
    Marginal,

    /// <summary>|0…0⟩ and every state with a single 1: n + 1 circuits. Every qubit by itself, with quiet neighbours.</summary>
    Independent,

    /// <summary>All 2ⁿ basis states, at most 10 qubits: errors that depend on other qubits too.</summary>
    Full,
}
