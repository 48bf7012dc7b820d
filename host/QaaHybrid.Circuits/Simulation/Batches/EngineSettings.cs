namespace QaaHybrid.Circuits.Batches;

/// <summary>What an engine is to do.</summary>
/// <param name="Circuit">The tape.</param>
/// <param name="ReadOut">What is read.</param>
/// <param name="Outputs">How many numbers are read per row.</param>
/// <param name="Normalize">Whether rows are divided by their norm.</param>
/// <param name="Threads">Threads that share the tiles.</param>
/// <param name="NegativeAmplitudes">Which of the amplitudes read change sign; empty for the other read-outs.</param>
internal sealed record EngineSettings(Circuit Circuit, ReadOut ReadOut, int Outputs, bool Normalize, int Threads, bool[] NegativeAmplitudes);
