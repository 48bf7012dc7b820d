using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>
/// Rigetti: USD 0.02 for every 10 ms of execution that are begun, nothing a shot or a job ("Azure Quantum pricing", Microsoft's documentation as of 2026-08-21). How long a
/// program takes is not known before it has run: one such unit is the lower figure, and there is no upper one.
/// </summary>
internal sealed class RigettiPrices : IPriceList
{
    private const decimal Unit = 0.02m;

    public static RigettiPrices Instance { get; } = new();

    public PriceEstimate Of(Circuit circuit, int shots, string target, PriceOptions options) => new(target, Unit, "USD")
    {
        Gates = GenericGates.Of(circuit),
        Shots = shots,
        Notes = ["charged by time, 0.02 USD for every 10 ms that are begun; how long a program takes cannot be known offline"],
    };
}
