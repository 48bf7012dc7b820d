namespace QaaHybrid.Circuits;

/// <summary>Where one run sits in a packed circuit.</summary>
/// <param name="Run">Which run it is.</param>
/// <param name="First">Its first qubit in the packed register.</param>
/// <param name="Qubits">Size of its own register.</param>
/// <param name="Shots">How often it asked to be measured; null for exact values.</param>
public sealed record PackedSlot(int Run, int First, int Qubits, int? Shots);
