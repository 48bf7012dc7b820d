namespace QaaHybrid.Circuits;

/// <summary>How a <see cref="CircuitExecutor{T}"/> is to run its circuit.</summary>
public sealed record ExecutorOptions
{
    /// <summary>Whether rows are divided by their norm. Without it the read-out must be <see cref="ReadOut.Amplitudes"/>, a linear map.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>How many threads share the tiles of a batch; results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// k: rows hold, and read-outs see, only the C(n, k) amplitudes of Hamming weight k, the subsets of k qubits in lexicographic order. Null: all 2ⁿ.
    /// A loader, which begins by flipping k qubits of |0…0⟩, starts from a basis state: its rows are one number, the amplitude of |0…0⟩.
    /// </summary>
    public int? HammingWeight { get; init; }

    /// <summary>Takes this executor whatever it costs; null takes the one that is predicted to be fastest for the batch at hand.</summary>
    public ExecutorKind? Executor { get; init; }
}
