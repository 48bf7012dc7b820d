using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// The targets that the emulator offers: three of its own, and public names with the qubit counts, profiles and limits of the vendors'
/// documentation (as of August 2026). A program on a QPU's name runs on the emulator's noisy simulator; Pasqal's analog targets are left out.
/// </summary>
public static class TargetCatalogue
{
    private const int ForteQubits = 36;
    private const int IonQShots = 10_000;
    private const int RigettiShots = 10_000;
    private const int H2Qubits = 56;
    private const int H2EmulatorQubits = 32;
    private const int HeliosQubits = 98;

    /// <summary>All targets.</summary>
    public static IReadOnlyList<EmulatedTarget> All { get; } =
    [
        new("emulator.exact", H2Qubits, QirProfile.Adaptive_RI, EmulationKind.Exact),
        new("emulator.sampled", H2Qubits, QirProfile.Adaptive_RI, EmulationKind.Sampled),
        new("emulator.noisy", H2Qubits, QirProfile.Adaptive_RI, EmulationKind.Noisy),
        new("ionq.simulator", 29, QirProfile.Base, EmulationKind.Exact, IonQShots),
        new("ionq.qpu.aria-1", 25, QirProfile.Base, EmulationKind.Noisy, IonQShots),
        new("ionq.qpu.forte-1", ForteQubits, QirProfile.Base, EmulationKind.Noisy, IonQShots),
        new("ionq.qpu.forte-enterprise-1", ForteQubits, QirProfile.Base, EmulationKind.Noisy, IonQShots),
        new("quantinuum.sim.h2-1sc", H2Qubits, QirProfile.Adaptive_RI, EmulationKind.SyntaxCheck),
        new("quantinuum.sim.h2-2sc", H2Qubits, QirProfile.Adaptive_RI, EmulationKind.SyntaxCheck),
        new("quantinuum.sim.h2-1e", H2EmulatorQubits, QirProfile.Adaptive_RI, EmulationKind.Noisy),
        new("quantinuum.sim.h2-2e", H2EmulatorQubits, QirProfile.Adaptive_RI, EmulationKind.Noisy),
        new("quantinuum.qpu.h2-1", H2Qubits, QirProfile.Adaptive_RI, EmulationKind.Noisy),
        new("quantinuum.qpu.h2-2", H2Qubits, QirProfile.Adaptive_RI, EmulationKind.Noisy),
        new("quantinuum.sim.helios-1sc", HeliosQubits, QirProfile.Adaptive_RIF, EmulationKind.SyntaxCheck),
        new("quantinuum.sim.helios-1e", HeliosQubits, QirProfile.Adaptive_RIF, EmulationKind.Noisy),
        new("quantinuum.qpu.helios-1", HeliosQubits, QirProfile.Adaptive_RIF, EmulationKind.Noisy),
        new("rigetti.sim.qvm", null, QirProfile.Base, EmulationKind.Sampled, RigettiShots),
        new("rigetti.qpu.cepheus-1-108q", 108, QirProfile.Base, EmulationKind.Noisy, RigettiShots),
    ];

    /// <summary>The target of that name, or null.</summary>
    public static EmulatedTarget? Find(string id) => All.FirstOrDefault(target => target.Id == id);

    /// <summary>The target of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public static EmulatedTarget Require(string id) =>
        Find(id) ?? throw new ArgumentException($"unknown target '{id}'; {NearestName.Hint(id, [.. All.Select(target => target.Id)])}");
}
