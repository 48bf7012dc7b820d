using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>What a job asks to run.</summary>
/// <param name="Circuit">
/// The gates. Its register is what the program records, in that order; qubits that are used but not recorded stand behind it as auxiliary ones,
/// and may end in any state.
/// </param>
/// <param name="Output">How the recorded results are put together.</param>
internal sealed record EmulatedProgram(Circuit Circuit, OutputShape Output);
