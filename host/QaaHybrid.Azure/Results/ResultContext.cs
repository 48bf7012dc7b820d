namespace QaaHybrid.Azure;

/// <summary>What is known about a job beside its output.</summary>
/// <param name="Shots">How many were asked for; needed to count where the payload gives probabilities.</param>
/// <param name="Qubits">The size of the register; needed where the payload gives integers.</param>
public sealed record ResultContext(long? Shots = null, int? Qubits = null);
