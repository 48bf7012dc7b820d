namespace QaaHybrid.Circuits;

/// <summary>What running circuits has taken.</summary>
/// <param name="Circuits">How many circuits were run.</param>
/// <param name="Shots">How often they were measured in all; exact values take none.</param>
/// <param name="Jobs">How many jobs were submitted for them; a local simulator needs none.</param>
/// <param name="Price">What is expected to be charged, reckoned before; 0 where nothing is.</param>
/// <param name="Unit">What the price is counted in, such as <c>USD</c>; empty where there is none.</param>
public sealed record BackendUsage(long Circuits, long Shots, long Jobs = 0, double Price = 0, string Unit = "")
{
    /// <summary>Nothing yet.</summary>
    public static BackendUsage None { get; } = new(0, 0);

    /// <summary>What the service says that jobs which have ended were charged, in the same unit.</summary>
    public double Charged { get; init; }

    /// <summary>Of how many jobs it says so.</summary>
    public long ChargedJobs { get; init; }

    /// <summary>
    /// The price for people: what was reckoned before jobs ran, than which more may be charged, and what the service says about those that have ended. Empty where nothing has one.
    /// </summary>
    public string PriceText() => Unit.Length == 0 ? "" : FormattableString.Invariant($"{(Price > 0 ? "at least " : "")}{Price:#,0.00} {Unit}")
        + (Price > 0 || Charged > 0 ? ChargeText() : "");

    /// <summary>What the service says was charged, as the end of a sentence; empty where it does not say.</summary>
    private string ChargeText() => ChargedJobs == 0 ? ""
        : FormattableString.Invariant($"; charged {Charged:#,0.00} {Unit}{(ChargedJobs < Jobs ? FormattableString.Invariant($" for {ChargedJobs:#,0} of them") : "")} as the service reports");

    /// <summary>What was taken since an earlier moment.</summary>
    public BackendUsage Since(BackendUsage earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return new BackendUsage(Circuits - earlier.Circuits, Shots - earlier.Shots, Jobs - earlier.Jobs, Price - earlier.Price, Unit)
        {
            Charged = Charged - earlier.Charged, ChargedJobs = ChargedJobs - earlier.ChargedJobs,
        };
    }
}

/// <summary>A backend that knows what it has taken.</summary>
public interface IMeteredBackend : IQuantumBackend
{
    /// <summary>What it has taken so far.</summary>
    BackendUsage Usage { get; }
}
