namespace QaaHybrid.Azure;

/// <summary>What a real job on one of Quantinuum's emulators was charged, and what its program held.</summary>
/// <param name="Program">What it was.</param>
/// <param name="Format">How it travelled: <c>OpenQASM</c> or <c>QIR</c>.</param>
/// <param name="Shots">How often it was measured; 1 where none were sent, for one came back.</param>
/// <param name="Charged">eHQC, rounded to 0.01.</param>
/// <param name="Qubits">How many were prepared.</param>
/// <param name="OneQubitGates">Of its source.</param>
/// <param name="TwoQubitGates">Of its source.</param>
/// <param name="Measurements">Of its source.</param>
public sealed record RecordedCharge(
    string Program, string Format, int Shots, decimal Charged, int Qubits, int OneQubitGates, int TwoQubitGates, int Measurements)
{
    private const decimal Rounding = 0.005m;

    /// <summary>What a shot was charged, in the formula's units: (charged - 5) · 5000 / shots.</summary>
    public decimal Weight => (Charged - QuantinuumPrices.Base) * 5000 / Shots;

    /// <summary>How far <see cref="Weight"/> may be off, the charge being rounded.</summary>
    public decimal WeightUncertainty => Rounding * 5000 / Shots;

    /// <summary>N₁ + 10 N₂ + 5 Nₘ of the source's gates.</summary>
    public long SourceWeight => QuantinuumPrices.Weight(OneQubitGates, TwoQubitGates, Qubits + Measurements);

    /// <summary>The same with two gates of one qubit for every gate of two, which a controlled X becomes in the machine's own gates.</summary>
    public long NativeWeight => QuantinuumPrices.Weight(OneQubitGates + 2 * TwoQubitGates, TwoQubitGates, Qubits + Measurements);

    /// <summary>The lower figure of an estimate: the formula on <see cref="NativeWeight"/>.</summary>
    public decimal Lower => QuantinuumPrices.Charge(NativeWeight, Shots);

    /// <summary>The upper figure of an estimate.</summary>
    public decimal Upper => Format == RecordedCharges.Qir ? QuantinuumPrices.QirFactor * Lower : Lower;
}
