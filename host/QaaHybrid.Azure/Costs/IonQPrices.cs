using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>
/// IonQ: <c>m + a₁ N₁ C + a₂ N₂ C</c> USD for C shots of a circuit with N₁ gates of one qubit and N₂ of two ("Azure Quantum pricing", Microsoft's
/// documentation as of 2026-08-21). The text calls m "the minimum price per program execution", which says max(m, a₁ N₁ C + a₂ N₂ C): this is the lower figure, the
/// sum is the upper one.
/// </summary>
/// <remarks>
/// N are our counts of the machine's own gates: <c>gpi</c> is a half turn, <c>gpi2</c> a quarter turn, any other turn is two <c>gpi2</c> between turns
/// about Z; <c>ms</c> (Aria) and <c>zz</c> (Forte) have any angle. Where the QIR has more gates of one qubit than that, the upper figure takes those, since it is
/// not said which are billed. No charge of an IonQ machine is recorded to hold this against.
/// </remarks>
internal sealed class IonQPrices(GateKind interaction, decimal one, decimal two, decimal withMitigation, decimal without) : IPriceList
{
    public static IonQPrices Aria { get; } = new(GateKind.RXX, 0.000220m, 0.000975m, 97.50m, 12.4166m);

    public static IonQPrices Forte { get; } = new(GateKind.RZZ, 0.0001645m, 0.001121m, 168.195m, 25.7899m);

    public PriceEstimate Of(Circuit circuit, int shots, string target, PriceOptions options)
    {
        var native = NativeGates.Of(circuit, interaction);
        var debiased = options.Debias ?? true;
        var minimum = debiased ? withMitigation : without;
        var turns = native.HalfTurns + native.QuarterTurns + 2 * native.OtherTurns;
        var written = circuit.Gates.Count(gate => gate.Arity == 1);
        decimal Charge(long ones) => shots * (one * ones + two * native.Interactions);
        return new PriceEstimate(target, Math.Max(minimum, Charge(turns)), "USD")
        {
            UpperAmount = minimum + Charge(Math.Max(turns, written)),
            Gates = new Dictionary<string, long>
            {
                ["gpi"] = native.HalfTurns, ["gpi2"] = native.QuarterTurns + 2 * native.OtherTurns, [interaction == GateKind.RXX ? "ms" : "zz"] = native.Interactions,
            },
            Shots = shots,
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"a job has a minimum of {minimum} USD {(debiased ? "with" : "without")} debiasing, {(options.Debias is null ? "which machines do where a job does not say" : "as the job says")}"),
                "the minimum is a floor in the lower figure and added in the upper one: the documentation can be read both ways",
                "gates are counted after decomposition into the machine's own; no charge of an IonQ machine is on record to compare with",
            ],
        };
    }
}
