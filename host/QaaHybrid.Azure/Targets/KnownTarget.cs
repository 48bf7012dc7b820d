namespace QaaHybrid.Azure;

/// <summary>
/// What Microsoft's documentation of August 2026 says about a target, for where the service does not say it itself. Targets come and go:
/// <see cref="QuantumWorkspace.GetProviderStatusAsync"/> tells which there are.
/// </summary>
/// <param name="Id">E.g. <c>ionq.simulator</c>.</param>
/// <param name="Qubits">Its size; null where the documentation does not say.</param>
/// <param name="Profile">The QIR profile that it takes: <c>Base</c>, <c>Adaptive_RI</c>, <c>Adaptive_RIF</c>; null for none.</param>
/// <param name="MaxShots">The most shots a job may have; null where the documentation does not say.</param>
/// <param name="IsFree">Whether jobs cost nothing.</param>
/// <param name="ScalesDistribution">
/// Whether it draws no shots but scales the distribution to their number. Of a circuit with more outcomes than shots it answers next to nothing, so none are packed for it.
/// </param>
public sealed record KnownTarget(string Id, int? Qubits, string? Profile, int? MaxShots = null, bool IsFree = false, bool ScalesDistribution = false)
{
    private const int IonQShots = 10_000, RigettiShots = 10_000;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownTarget> All { get; } =
    [
        new("ionq.simulator", 29, "Base", IonQShots, IsFree: true, ScalesDistribution: true),
        new("ionq.qpu.aria-1", 25, "Base", IonQShots),
        new("ionq.qpu.forte-1", 36, "Base", IonQShots),
        new("ionq.qpu.forte-enterprise-1", 36, "Base", IonQShots),
        new("quantinuum.sim.h2-1sc", 56, "Adaptive_RI", IsFree: true),
        new("quantinuum.sim.h2-2sc", 56, "Adaptive_RI", IsFree: true),
        new("quantinuum.sim.h2-1e", 32, "Adaptive_RI"),
        new("quantinuum.sim.h2-2e", 32, "Adaptive_RI"),
        new("quantinuum.qpu.h2-1", 56, "Adaptive_RI"),
        new("quantinuum.qpu.h2-2", 56, "Adaptive_RI"),
        new("quantinuum.sim.helios-1sc", 98, "Adaptive_RIF", IsFree: true),
        new("quantinuum.sim.helios-1e", 98, "Adaptive_RIF"),
        new("quantinuum.qpu.helios-1", 98, "Adaptive_RIF"),
        new("rigetti.sim.qvm", null, "Base", RigettiShots, IsFree: true),
        new("rigetti.qpu.cepheus-1-108q", 108, "Base", RigettiShots),
        new("pasqal.sim.emu-sv", null, null),
        new("pasqal.sim.emu-mps", null, null),
        new("pasqal.sim.emu-free", null, null),
        new("pasqal.sim.emu-tn", null, null),
        new("pasqal.qpu.fresnel", null, null),
        new("pasqal.qpu.fresnel-can1", null, null),
    ];

    /// <summary>By its id, in any case; null where it is not known.</summary>
    public static KnownTarget? Find(string id) => All.FirstOrDefault(target => target.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
