using QaaHybrid.Azure;

namespace QaaHybrid.AzureEmulator;

/// <summary>A target as the emulator offers it.</summary>
/// <param name="Id">Its name, e.g. <c>ionq.simulator</c>.</param>
/// <param name="Qubits">How many qubits a program may have; null where no public figure exists.</param>
/// <param name="Profile">The highest QIR profile that it takes.</param>
/// <param name="Kind">How its programs are run.</param>
/// <param name="MaxShots">Most shots of a job; null where no public figure exists.</param>
public sealed record EmulatedTarget(string Id, int? Qubits, QirProfile Profile, EmulationKind Kind, int? MaxShots = null)
{
    /// <summary>The first part of the name, e.g. <c>ionq</c>.</summary>
    public string ProviderId => Id[..Id.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The formats it reads, each with the format of its results.</summary>
    internal IReadOnlyDictionary<string, string> Formats => ProviderId == "ionq"
        ? new Dictionary<string, string>(StringComparer.Ordinal) { [JobFormats.Qir] = JobFormats.MicrosoftResults, [JobFormats.IonQCircuit] = JobFormats.IonQResults }
        : new Dictionary<string, string>(StringComparer.Ordinal) { [JobFormats.Qir] = JobFormats.MicrosoftResults };
}
