using QaaHybrid.Azure;
using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// The targets that the emulator offers: three of its own, and public names with the qubit counts, profiles and limits of the vendors'
/// documentation (as of August 2026). A program on a QPU's name runs on the emulator's noisy simulator; Pasqal's analog targets are left out.
/// </summary>
public static class TargetCatalogue
{
    private const int OwnQubits = 56;

    /// <summary>All targets.</summary>
    public static IReadOnlyList<EmulatedTarget> All { get; } =
    [
        new("emulator.exact", OwnQubits, QirProfile.Adaptive_RI, EmulationKind.Exact),
        new("emulator.sampled", OwnQubits, QirProfile.Adaptive_RI, EmulationKind.Sampled),
        new("emulator.noisy", OwnQubits, QirProfile.Adaptive_RI, EmulationKind.Noisy),
        .. KnownTarget.All.Where(target => target.Profile is not null)
            .Select(target => new EmulatedTarget(target.Id, target.Qubits, Enum.Parse<QirProfile>(target.Profile!), KindOf(target.Id), target.MaxShots)),
    ];

    /// <summary>The target of that name, or null.</summary>
    public static EmulatedTarget? Find(string id) => All.FirstOrDefault(target => target.Id == id);

    /// <summary>The target of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public static EmulatedTarget Require(string id) =>
        Find(id) ?? throw new ArgumentException($"unknown target '{id}'; {NearestName.Hint(id, [.. All.Select(target => target.Id)])}");

    // ionq.simulator does not sample (recorded); a QPU, and Quantinuum's emulators of one, have noise.
    private static EmulationKind KindOf(string id) => id switch
    {
        "ionq.simulator" => EmulationKind.Exact,
        "rigetti.sim.qvm" => EmulationKind.Sampled,
        _ when id.EndsWith("sc", StringComparison.Ordinal) => EmulationKind.SyntaxCheck,
        _ => EmulationKind.Noisy,
    };
}
