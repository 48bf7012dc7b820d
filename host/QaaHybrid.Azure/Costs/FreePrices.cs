using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>Simulators and syntax checkers that charge nothing, and the local emulator.</summary>
internal sealed class FreePrices : IPriceList
{
    public static FreePrices Instance { get; } = new();

    public PriceEstimate Of(Circuit circuit, int shots, string target, PriceOptions options) =>
        new(target, 0, "USD") { UpperAmount = 0, Gates = GenericGates.Of(circuit), Shots = shots, Notes = ["charges nothing"] };
}
