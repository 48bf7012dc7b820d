namespace QaaHybrid.Adapters.Qaa;

/// <summary>How QAA reads numbers from the register.</summary>
public enum QaaReadOut
{
    /// <summary>⟨Z_j⟩ of each measured qubit, then an up-projection.</summary>
    Z,

    /// <summary>|amplitude|² of all basis states; without a bottleneck they are the change themselves.</summary>
    Probabilities,

    /// <summary>The probabilities and then ⟨Z_j⟩, as SQUARE reads 20 numbers from 4 qubits, then an up-projection. The Z part repeats sums of the probabilities.</summary>
    Both,

    /// <summary>The amplitudes of a real circuit: an orthogonal map.</summary>
    Amplitudes,
}

/// <summary>How the length of the embedded vector, which the circuit does not see, comes back.</summary>
public enum QaaNorm
{
    /// <summary>It does not: the change is the same for x and 3x.</summary>
    None,

    /// <summary>What is read is multiplied by ‖x‖.</summary>
    Multiply,

    /// <summary>The embedded vector stands beside what is read, before the up-projection.</summary>
    Concatenate,
}
