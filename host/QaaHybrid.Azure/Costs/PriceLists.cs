using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>Which target charges by which list.</summary>
internal static class PriceLists
{
    private static readonly KnownTarget[] LocalEmulator =
        [.. new[] { "emulator.exact", "emulator.sampled", "emulator.noisy" }.Select(id => new KnownTarget(id, 56, "Adaptive_RI", IsFree: true))];

    /// <summary>The targets that take circuits.</summary>
    public static IReadOnlyList<KnownTarget> Targets { get; } = [.. LocalEmulator, .. KnownTarget.All.Where(target => target.Profile is not null)];

    /// <summary>The target of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="acceptUnknown">Whether one that is not known here may be a new one.</param>
    /// <exception cref="NotSupportedException">It is unknown, or takes no circuits.</exception>
    public static KnownTarget Find(string name, bool acceptUnknown = false)
    {
        if (name.StartsWith("pasqal.", StringComparison.OrdinalIgnoreCase))
            throw new NotSupportedException($"{name} takes no QIR: Pasqal's machines run analog programs (Pulser), not circuits");
        return Targets.FirstOrDefault(target => target.Id.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? (acceptUnknown ? new KnownTarget(name, null, null) : null)
            ?? throw new NotSupportedException($"no price is known of a target '{name}'; {Hint(name)}; with --accept-unknown-price others are tried");
    }

    // Who leaves out the provider, or names another one, means the machine.
    private static string Hint(string name)
    {
        var known = Targets.Select(target => target.Id).ToList();
        var machine = known.Find(id => id.EndsWith('.' + name[(name.LastIndexOf('.') + 1)..], StringComparison.OrdinalIgnoreCase));
        return machine is null ? NearestName.Hint(name, known) : $"did you mean '{machine}'? allowed: {string.Join(", ", known)}";
    }

    /// <summary>What a target charges.</summary>
    public static IPriceList Of(KnownTarget target) => target.Id.ToLowerInvariant() switch
    {
        _ when target.IsFree => FreePrices.Instance,
        var id when id.StartsWith("ionq.qpu.aria-", StringComparison.Ordinal) => IonQPrices.Aria,
        var id when id.StartsWith("ionq.qpu.forte-", StringComparison.Ordinal) => IonQPrices.Forte,
        var id when id.StartsWith("quantinuum.qpu.h2-", StringComparison.Ordinal) => QuantinuumPrices.Machine,
        var id when id.StartsWith("quantinuum.sim.h2-", StringComparison.Ordinal) => QuantinuumPrices.Emulator,
        var id when id.StartsWith("rigetti.qpu.", StringComparison.Ordinal) => RigettiPrices.Instance,
        _ => UnknownPrices.Instance,
    };
}
