using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Batches;

/// <summary>What an engine is to do.</summary>
/// <param name="Plan">The passes.</param>
/// <param name="Qubits">Size of the register.</param>
/// <param name="AuxiliaryQubits">Qubits behind it.</param>
/// <param name="ReadOut">What is read.</param>
/// <param name="Outputs">How many numbers are read per row.</param>
/// <param name="Normalize">Whether rows are divided by their norm.</param>
/// <param name="Threads">Threads that share the tiles.</param>
/// <param name="NegativeAmplitudes">Which of the amplitudes read change sign; empty for the other read-outs.</param>
internal sealed record EngineSettings(
    CircuitPlan Plan, int Qubits, int AuxiliaryQubits, ReadOut ReadOut, int Outputs, bool Normalize, int Threads, bool[] NegativeAmplitudes);
