namespace QaaHybrid.Circuits;

/// <summary>What running circuits has taken.</summary>
/// <param name="Circuits">How many circuits were run.</param>
/// <param name="Shots">How often they were measured in all; exact values take none.</param>
/// <param name="Jobs">How many jobs were submitted for them; a local simulator needs none.</param>
/// <param name="Price">What was charged, or is expected to be; 0 where nothing is.</param>
/// <param name="Unit">What the price is counted in, such as <c>USD</c>; empty where there is none.</param>
public sealed record BackendUsage(long Circuits, long Shots, long Jobs = 0, double Price = 0, string Unit = "")
{
    /// <summary>Nothing yet.</summary>
    public static BackendUsage None { get; } = new(0, 0);

    /// <summary>The price for people; it is reckoned before jobs run, and more may be charged. Empty where nothing has one.</summary>
    public string PriceText() => Unit.Length == 0 ? "" : FormattableString.Invariant($"{(Price > 0 ? "at least " : "")}{Price:#,0.00} {Unit}");

    /// <summary>What was taken since an earlier moment.</summary>
    public BackendUsage Since(BackendUsage earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return new BackendUsage(Circuits - earlier.Circuits, Shots - earlier.Shots, Jobs - earlier.Jobs, Price - earlier.Price, Unit);
    }
}

/// <summary>A backend that knows what it has taken.</summary>
public interface IMeteredBackend : IQuantumBackend
{
    /// <summary>What it has taken so far.</summary>
    BackendUsage Usage { get; }
}
