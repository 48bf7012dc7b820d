namespace QaaHybrid.AzureEmulator;

/// <summary>The formats of input and output that the emulator knows.</summary>
internal static class JobFormats
{
    public const string Qir = "qir.v1";
    public const string ResultsV2 = "microsoft.quantum-results.v2";
    public const string IonQCircuit = "ionq.circuit.v1";
    public const string IonQResults = "ionq.quantum-results.v1";
}
