namespace QaaHybrid.AzureEmulator;

/// <summary>
/// The emulator of a state folder: the one that is running there, or else one that is started for as long as it is needed. Jobs stay in the folder, so
/// that a job that one command has submitted is found by the next.
/// </summary>
public sealed class LocalWorkspace : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private LocalWorkspace(AzureEmulatorServer? own, string connectionString) => (Own, ConnectionString) = (own, connectionString);

    /// <summary>Connection string of the emulator.</summary>
    public string ConnectionString { get; }

    /// <summary>The emulator where it was started here; null where it runs elsewhere.</summary>
    public AzureEmulatorServer? Own { get; }

    /// <summary>Finds or starts the emulator of a folder.</summary>
    /// <param name="options">How it is set up where it is started; its state folder is required.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">There is no state folder.</exception>
    /// <exception cref="IOException">It cannot be started, or the one that holds the folder does not come up.</exception>
    public static async Task<LocalWorkspace> OpenAsync(AzureEmulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = options.StateDirectory ?? throw new ArgumentException("a local workspace needs a state folder", nameof(options));
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        while (true)
            try
            {
                var server = await AzureEmulatorServer.StartAsync(options, cancellationToken);
                return new LocalWorkspace(server, server.ConnectionString);
            }
            catch (StateFolderInUseException error)
            {
                // Its owner may be about to come up, or about to end.
                if (await StateFolder.RunningAsync(folder, either.Token) is { } connectionString)
                    return new LocalWorkspace(null, connectionString);
                if (patience.IsCancellationRequested)
                    throw new IOException($"{error.Message}; that one does not answer", error);
                await Task.Delay(TimeSpan.FromSeconds(0.2), cancellationToken);
            }
    }

    /// <summary>Stops the emulator where it was started here.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Own is not null)
            await Own.DisposeAsync();
    }
}
