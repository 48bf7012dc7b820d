namespace QaaHybrid.Azure;

/// <summary>
/// The charges that the price formula is held against: real answers of the service, from the recorded unit tests of microsoft/azure-quantum-python (MIT licence) of
/// October and November 2025. All are charges of Quantinuum's emulators, in eHQC, of few programs: evidence, not a law. Of IonQ's and Rigetti's machines no charge was
/// recorded.
/// </summary>
public static class RecordedCharges
{
    internal const string OpenQasm = "OpenQASM";
    internal const string Qir = "QIR";

    private const string Ghz = "GHZ of 3: h, 2 cx, 3 m";
    private const string Four = "on 4 qubits: 2 h, 2 cx, 3 m";

    /// <summary>Charges whose programs are known.</summary>
    public static IReadOnlyList<RecordedCharge> Programs { get; } =
    [
        new(Ghz, OpenQasm, 500, 10.5m, 3, 1, 2, 3),
        new(Four, OpenQasm, 500, 11.1m, 4, 2, 2, 3),
        new(Four, Qir, 100, 6.7m, 4, 2, 2, 3),
        new(Four, Qir, 500, 13.5m, 4, 2, 2, 3),
        new("on 4 qubits: 5 h, cx, 2 cz, 2 m", Qir, 1, 5.02m, 4, 5, 3, 2),
        new("teleport on 3 qubits: 4 h, x, 2 cx, 3 m", OpenQasm, 1, 5.01m, 3, 5, 2, 3),
    ];

    /// <summary>
    /// Weights of further jobs in lists, whose programs are not there, by name: all have the name of the program on four qubits, so the QIR route's charge moved
    /// with the service's compiler or the kit's.
    /// </summary>
    public static IReadOnlyList<(string Format, IReadOnlyList<decimal> Weights)> Listed { get; } =
    [
        (OpenQasm, [61]),
        (Qir, [85, 110, 115, 117, 119, 120]),
    ];

    /// <summary>The largest weight on record over the formula's for the same program as it stands in the source: 120 / 57.</summary>
    public static decimal LargestRatio => Listed.Single(row => row.Format == Qir).Weights.Max() / Programs.First(row => row.Program == Four).SourceWeight;
}
