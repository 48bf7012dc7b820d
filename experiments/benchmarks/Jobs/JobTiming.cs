using System.Diagnostics;
using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks;

/// <summary>How long jobs take on the local emulator, from the call to the counts: the client's work and the emulator's. No figure of a service.</summary>
/// <param name="Storage">Who keeps the blobs.</param>
/// <param name="Jobs">Jobs of one circuit on four qubits that end in a second, several under way.</param>
/// <param name="Job">The shortest of such a job alone, milliseconds.</param>
/// <param name="Packed">The shortest job of 14 such circuits side by side on 56 qubits, milliseconds.</param>
/// <param name="Requests">Requests for a job's state that are answered in a second, several under way.</param>
public sealed record JobTiming(string Storage, double Jobs, double Job, double Packed, double Requests)
{
    /// <summary>How often every circuit is measured.</summary>
    public const int Shots = 500;

    /// <summary>Circuits of a packed job.</summary>
    public const int Circuits = 14;

    /// <summary>How many jobs or requests are under way at a time.</summary>
    public const int AtOnce = 16;

    private const int Qubits = 4, Layers = 2;
    private const string Target = "emulator.sampled";
    private const double Seconds = 2;

    // Jobs end within milliseconds here.
    private static readonly WaitOptions Soon = new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) };

    /// <summary>Measures both storages: the stand-in, and Azurite where it is installed or can be.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<JobTiming>> MeasureAsync(CancellationToken cancellationToken = default)
    {
        var rows = new List<JobTiming>();
        // What the first calls take to be compiled is no figure.
        await using (var first = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn }, cancellationToken).ConfigureAwait(false))
            await OfAsync(first, cancellationToken).ConfigureAwait(false);
        foreach (var storage in new[] { StorageKind.BuiltIn, StorageKind.AzuriteOrBuiltIn })
        {
            await using var service = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = storage }, cancellationToken).ConfigureAwait(false);
            if (rows.TrueForAll(row => row.Storage != service.StorageName))
                rows.Add(await OfAsync(service, cancellationToken).ConfigureAwait(false));
        }
        return rows;
    }

    private static async Task<JobTiming> OfAsync(AzureEmulatorServer service, CancellationToken cancellationToken)
    {
        var workspace = new QuantumWorkspace(WorkspaceConnection.Parse(service.ConnectionString));
        var folder = Directory.CreateTempSubdirectory("qaahybrid-timing-");
        try
        {
            var jobs = new JournalledJobs(new JobJournal(folder.FullName), workspace, Soon);
            var alone = new AzureBackend(jobs, Target, new AzureBackendOptions { Concurrency = AtOnce });
            var packed = new AzureBackend(jobs, Target, new AzureBackendOptions { Packing = new PackingOptions(), Qubits = Circuits * Qubits });
            // Another seed is another job.
            var seed = 0;
            Task Run(AzureBackend backend, int circuits) => backend.RunAsync([.. Runs().Take(circuits)], Shots, seed++, cancellationToken);
            await Run(alone, 1).ConfigureAwait(false);
            var known = jobs.Journal.Entries[0].Id;
            return new JobTiming(
                service.StorageName,
                AtOnce * await RateAsync(() => Run(alone, AtOnce)).ConfigureAwait(false),
                await Best.OfAsync(Seconds, () => Run(alone, 1)).ConfigureAwait(false),
                await Best.OfAsync(Seconds, () => Run(packed, Circuits)).ConfigureAwait(false),
                AtOnce * await RateAsync(() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => workspace.GetJobAsync(known, cancellationToken)))).ConfigureAwait(false));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Rings of RY and CX, all with other angles.</summary>
    private static IEnumerable<BackendRun> Runs() => Enumerable.Range(0, AtOnce).Select(number => new BackendRun(
        new Circuit("ring", Qubits, 0, 0, [.. Enumerable.Range(0, Layers).SelectMany(layer => Ring(number + 0.1 * layer))]), []));

    private static IEnumerable<Gate> Ring(double angle) => Enumerable.Range(0, Qubits).Select(qubit => new Gate(GateKind.RY, qubit, Angle.Constant(angle + 0.3 * qubit)))
        .Concat(Enumerable.Range(0, Qubits).Select(qubit => new Gate(GateKind.CX, qubit, (qubit + 1) % Qubits)));

    // Calls a second.
    private static async Task<double> RateAsync(Func<Task> call)
    {
        var (clock, calls) = (Stopwatch.StartNew(), 0);
        for (; clock.Elapsed.TotalSeconds < Seconds; calls++)
            await call().ConfigureAwait(false);
        return calls / clock.Elapsed.TotalSeconds;
    }
}
