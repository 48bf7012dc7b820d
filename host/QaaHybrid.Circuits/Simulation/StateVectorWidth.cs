namespace QaaHybrid.Circuits;

/// <summary>How many qubits the state-vector simulator holds.</summary>
internal static class StateVectorWidth
{
    /// <summary>The most.</summary>
    public const int Most = StateVectorSimulator<float>.MaxWidth;

    /// <exception cref="NotSupportedException">The circuit needs more.</exception>
    public static void Require(Circuit circuit)
    {
        if (circuit.Width > Most)
            throw new NotSupportedException(
                $"{circuit.Name} needs {circuit.Width} qubits; the state-vector simulator holds at most {Most}. " +
                "A circuit that preserves the Hamming weight runs at any width on states of one weight");
    }
}
