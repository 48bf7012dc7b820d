using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// An Azure Quantum workspace on loopback: the data plane as recordings of the service and its specification have it, storage whose signatures
/// are checked, QIR run by QaaHybrid's own simulators, and faults on demand. An emulator: no figure of it is a device's.
/// </summary>
public sealed class AzureEmulatorServer : IAsyncDisposable
{
    private readonly AzureEmulatorOptions _options;
    private readonly CallCounts _counts = new();
    private JobStore _store = new(null);
    private StateFolder? _folder;
    private IBlobStore? _blobs;
    private JobQueue? _queue;
    private LoopbackServer? _storage;
    private LoopbackServer? _workspace;

    private AzureEmulatorServer(AzureEmulatorOptions options) => _options = options;

    /// <summary>Address of the workspace, <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri Endpoint => _workspace!.Address;

    /// <summary>Address of its storage.</summary>
    public Uri StorageEndpoint => _storage!.Address;

    /// <summary>Who keeps the blobs and checks the signatures, for people.</summary>
    public string StorageName => _blobs!.Name;

    /// <summary>Connection string of the workspace, key included, as clients take it.</summary>
    public string ConnectionString => WorkspaceName.ConnectionString(Endpoint, _options.ApiKey);

    /// <summary>What is still to go wrong; can be changed at any time.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What has happened so far.</summary>
    public EmulatorState State
    {
        get
        {
            var jobs = _store.Jobs;
            return new EmulatorState(
                EmulatorName.Text, StorageName, _counts.All, Faults.Injected, jobs.Count,
                jobs.CountBy(job => job.Status).ToDictionary(count => count.Key.ToString(), count => count.Value),
                jobs.Sum(job => (long)(job.Shots ?? 0)),
                [.. jobs.Select(job => new EmulatedJobState(
                    job.Id, job.Name, job.Target, job.Status, job.Puts, job.DifferingPuts, job.Executions, job.Shots, job.InputHash, job.Charge))]);
        }
    }

    /// <summary>Starts an emulator. Jobs that the state folder holds unfinished go on.</summary>
    /// <param name="options">How it is set up; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start, an installation of Azurite included.</param>
    /// <exception cref="StateFolderInUseException">Another emulator has the state folder open.</exception>
    /// <exception cref="IOException">A port is in use, the state folder cannot be written, or Azurite cannot be installed or started.</exception>
    /// <exception cref="InvalidDataException">The state folder holds a file that is none of the emulator's.</exception>
    public static async Task<AzureEmulatorServer> StartAsync(AzureEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new AzureEmulatorServer(options ?? new AzureEmulatorOptions());
        try
        {
            await server.OpenAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it. What a state folder holds stays.</summary>
    public async ValueTask DisposeAsync()
    {
        // From the outside in: no request meets a part that has gone.
        foreach (var part in new IAsyncDisposable?[] { _workspace, _queue, _storage, _blobs })
            if (part is not null)
                await part.DisposeAsync();
        _folder?.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_options.StateDirectory is { } directory)
            _folder = StateFolder.Open(directory);
        _store = new JobStore(_folder);
        var blobs = _blobs = await BlobStores.OpenAsync(_options, cancellationToken);
        var front = new Front(Faults, _counts);
        _storage = await LoopbackServer.StartAsync(_options.StoragePort, server => server.Run(ServeStorageAsync), cancellationToken);
        _queue = new JobQueue(_store, blobs, Faults, _options);
        var addresses = new SignedAddresses($"{StorageEndpoint}{StorageAccount.Name}", _options.SasLifetime);
        var workspace = new Workspace(_options, front, _store, _queue, blobs, addresses, StorageEndpoint);
        var control = new ControlCalls(Faults, () => State);
        _workspace = await LoopbackServer.StartAsync(
            _options.Port,
            server =>
            {
                workspace.Map(server);
                control.Map(server);
            },
            cancellationToken);
        foreach (var job in _store.Jobs.Where(job => !job.HasEnded))
            _queue.Add(job.Id);
        _folder?.Announce(ConnectionString);

        Task ServeStorageAsync(HttpContext context) => front.ServeStorageAsync(context, () => blobs.AnswerAsync(context.Request, context.RequestAborted));
    }
}
