using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>
/// Quantinuum: <c>HQC = 5 + C (N₁ + 10 N₂ + 5 Nₘ) / 5000</c> for C shots; Nₘ counts the preparation of every qubit, measurements and resets ("Azure
/// Quantum pricing", Microsoft's documentation as of 2026-08-21).
/// </summary>
/// <remarks>
/// N₁ are merged one-qubit gates other than turns about Z, each one rotation about an equatorial axis by any angle; N₂ are RZZ by any angle. So counted the formula
/// gives exactly what two OpenQASM programs were charged. QIR was charged 1.4 to 2.0 times it a shot (<see cref="RecordedCharges"/>), for reasons that are not known:
/// the upper figure for QIR is 2.1 times the formula.
/// </remarks>
internal sealed class QuantinuumPrices(string unit) : IPriceList
{
    /// <summary>What a job costs whatever is in it.</summary>
    public const decimal Base = 5;

    /// <summary>The upper figure over the formula, for programs in QIR.</summary>
    public const decimal QirFactor = 2.1m;

    private const decimal Divisor = 5000;

    public static QuantinuumPrices Machine { get; } = new("HQC");

    public static QuantinuumPrices Emulator { get; } = new("eHQC");

    /// <summary>N₁ + 10 N₂ + 5 Nₘ.</summary>
    public static long Weight(long ones, long twos, long preparationsAndMeasurements) => ones + 10 * twos + 5 * preparationsAndMeasurements;

    /// <summary>The formula.</summary>
    public static decimal Charge(long weight, int shots) => Base + shots * weight / Divisor;

    public PriceEstimate Of(Circuit circuit, int shots, string target, PriceOptions options)
    {
        var native = NativeGates.Of(circuit, GateKind.RZZ);
        var (prepared, measured) = (circuit.Width, circuit.Qubits);
        decimal Formula(long ones) => Charge(Weight(ones, native.Interactions, prepared + measured), shots);
        var written = circuit.Gates.Count(gate => gate.Arity == 1);
        var formula = Formula(native.Turns);
        return new PriceEstimate(target, formula, unit)
        {
            UpperAmount = options.IsQir ? QirFactor * Formula(Math.Max(native.Turns, written)) : formula,
            Gates = new Dictionary<string, long>
            {
                ["rotation"] = native.Turns, ["rzz"] = native.Interactions, ["preparation"] = prepared, ["measurement"] = measured,
            },
            Shots = shots,
            Notes = options.IsQir
                ? ["a lower bound: programs in QIR were charged up to 2.1 times the formula a shot (qaa cost --charges); the upper figure is 2.1 times the formula"]
                : ["the formula reproduces the recorded charges of two programs in OpenQASM; it is documented, not promised"],
        };
    }
}
