using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>Targets whose price was in no documentation by 2026-08-21.</summary>
internal sealed class UnknownPrices : IPriceList
{
    public static UnknownPrices Instance { get; } = new();

    public PriceEstimate Of(Circuit circuit, int shots, string target, PriceOptions options) => new(target, 0, Unit(target))
    {
        Gates = GenericGates.Of(circuit), Shots = shots, Notes = ["no price of this target was documented by 2026-08-21"],
    };

    private static string Unit(string target) => !target.StartsWith("quantinuum.", StringComparison.OrdinalIgnoreCase) ? "USD"
        : target.StartsWith("quantinuum.sim.", StringComparison.OrdinalIgnoreCase) ? "eHQC"
        : "HQC";
}
