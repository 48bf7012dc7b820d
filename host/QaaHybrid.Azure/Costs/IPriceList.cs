using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>What a provider charges.</summary>
internal interface IPriceList
{
    /// <summary>The price of one job.</summary>
    PriceEstimate Of(Circuit circuit, int shots, string target, PriceOptions options);
}
