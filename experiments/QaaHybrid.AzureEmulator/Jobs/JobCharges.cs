using QaaHybrid.Azure;
using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// What an ended job is said to have cost: the lower figure of <see cref="Pricing"/>, in the dimensions that the service answers. It is no price of anyone's.
/// </summary>
internal static class JobCharges
{
    // USD for every 10 ms that are begun.
    private const decimal Rigetti10Ms = 0.02m;

    /// <summary>The charge; null where no price of the target is known.</summary>
    /// <param name="circuit">What was run.</param>
    /// <param name="shots">How often.</param>
    /// <param name="target">Where.</param>
    /// <param name="options">What of the job its price depends on.</param>
    public static JobCharge? Of(Circuit circuit, int shots, EmulatedTarget target, PriceOptions options)
    {
        var price = Pricing.Estimate(circuit, shots, target.Id, options);
        if (price is { Amount: 0, UpperAmount: null })
            return null;
        return (target.ProviderId, price.Unit) switch
        {
            ("ionq", _) => new JobCharge("USD", price.Amount,
            [
                new JobChargeEvent("gs1q", "1Q Gate Shot", "1q gate shot", Gates(price, shots, "gpi", "gpi2")),
                new JobChargeEvent("gs2q", "2Q Gate Shot", "2q gate shot", Gates(price, shots, "ms", "zz")),
            ]),
            // Units of a plan: what one costs in money is a matter of the contract.
            ("quantinuum", "HQC" or "eHQC") => new JobCharge("USD", 0,
                [new JobChargeEvent(price.Unit.ToLowerInvariant(), price.Unit.ToUpperInvariant(), "hqc", Math.Round(price.Amount, 2))]),
            ("rigetti", _) => new JobCharge("USD", price.Amount,
                [new JobChargeEvent("qpu_time_centiseconds", "QPU Execution Time", "10ms (rounded up)", price.Amount / Rigetti10Ms)]),
            _ => new JobCharge("USD", price.Amount, []),
        };
    }

    // A simulator that is free bills no gates, as recorded.
    private static decimal Gates(PriceEstimate price, int shots, params string[] names) =>
        price.Amount == 0 ? 0 : shots * names.Sum(name => price.Gates.GetValueOrDefault(name));
}
