namespace QaaHybrid.AzureEmulator.Tests.Support;

/// <summary>An emulator of its own for each test, with the built-in storage: it starts in milliseconds.</summary>
public abstract class EmulatorFixture
{
    internal AzureEmulatorServer Server { get; private set; } = null!;

    internal RawWorkspace Client { get; private set; } = null!;

    /// <summary>How the emulator is set up.</summary>
    protected virtual AzureEmulatorOptions Options => new() { Storage = StorageKind.BuiltIn, Seed = 7 };

    [SetUp]
    public async Task StartAsync()
    {
        Server = await AzureEmulatorServer.StartAsync(Options);
        Client = new RawWorkspace(Server);
    }

    [TearDown]
    public async Task StopAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
