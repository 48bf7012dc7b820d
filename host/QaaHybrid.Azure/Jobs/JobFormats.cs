namespace QaaHybrid.Azure;

/// <summary>The names of input and output formats.</summary>
public static class JobFormats
{
    /// <summary>QIR, as LLVM text in UTF-8.</summary>
    public const string Qir = "qir.v1";

    /// <summary>Histogram and single shots of a QIR program.</summary>
    public const string MicrosoftResults = "microsoft.quantum-results.v2";

    /// <summary>Labels and probabilities of a QIR program: the older form of <see cref="MicrosoftResults"/>.</summary>
    public const string MicrosoftResultsV1 = "microsoft.quantum-results.v1";

    /// <summary>IonQ's circuits in JSON.</summary>
    public const string IonQCircuit = "ionq.circuit.v1";

    /// <summary>IonQ's histogram of probabilities.</summary>
    public const string IonQResults = "ionq.quantum-results.v1";

    /// <summary>OpenQASM 2 for Quantinuum.</summary>
    public const string QuantinuumOpenQasm = "honeywell.openqasm.v1";

    /// <summary>Quantinuum's shots by classical register.</summary>
    public const string QuantinuumResults = "honeywell.quantum-results.v1";

    /// <summary>Quil for Rigetti.</summary>
    public const string RigettiQuil = "rigetti.quil.v1";

    /// <summary>Rigetti's shots by memory region.</summary>
    public const string RigettiResults = "rigetti.quil-results.v1";

    /// <summary>Pasqal's analog pulse sequences.</summary>
    public const string PasqalPulser = "pasqal.pulser.v1";

    /// <summary>Pasqal's counts of bit strings.</summary>
    public const string PasqalResults = "pasqal.pulser-results.v1";
}
