namespace QaaHybrid.AzureEmulator;

/// <summary>What has happened at the emulator, so that a test can prove that no job was lost and none was made twice.</summary>
/// <param name="Emulator">That this is an emulator's.</param>
/// <param name="Storage">Who kept the blobs and checked the signatures.</param>
/// <param name="Calls">Requests by step (<see cref="Steps"/>) since the start, refused and cut ones included.</param>
/// <param name="FaultsInjected">Faults that struck, by step and kind.</param>
/// <param name="JobCount">How many jobs there are.</param>
/// <param name="JobsByStatus">The same by status.</param>
/// <param name="Shots">Shots of all jobs that succeeded.</param>
/// <param name="Jobs">The jobs, in the order of their creation.</param>
public sealed record EmulatorState(
    string Emulator,
    string Storage,
    IReadOnlyDictionary<string, int> Calls,
    IReadOnlyDictionary<string, int> FaultsInjected,
    int JobCount,
    IReadOnlyDictionary<string, int> JobsByStatus,
    long Shots,
    IReadOnlyList<EmulatedJobState> Jobs);

/// <summary>One job in <see cref="EmulatorState"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Target">Its target.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Puts">How often it was put: 1, and 1 for each repetition.</param>
/// <param name="DifferingPuts">How many of the repetitions asked for something else than the first.</param>
/// <param name="Executions">How often it began to execute: 1, and 1 for each restart of the emulator in the middle of it.</param>
/// <param name="Shots">Its shots, where it succeeded.</param>
/// <param name="InputHash">SHA-256 of its input, where it succeeded.</param>
/// <param name="Charge">What it cost, where it succeeded and the emulator knows the price.</param>
public sealed record EmulatedJobState(
    string Id, string Name, string Target, JobStatus Status, int Puts, int DifferingPuts, int Executions, int? Shots, string? InputHash, JobCharge? Charge);
