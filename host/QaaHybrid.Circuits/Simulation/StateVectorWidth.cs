using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits;

/// <summary>How many qubits the state-vector simulator holds.</summary>
internal static class StateVectorWidth
{
    /// <exception cref="NotSupportedException">The circuit needs more.</exception>
    public static void Require(Circuit circuit)
    {
        if (circuit.Width > CircuitPlan.MaxWidth)
            throw new NotSupportedException(
                $"{circuit.Name} needs {circuit.Width} qubits; the state-vector simulator holds at most {CircuitPlan.MaxWidth}. " +
                "A circuit that preserves the Hamming weight runs at any width on states of one weight");
    }
}
