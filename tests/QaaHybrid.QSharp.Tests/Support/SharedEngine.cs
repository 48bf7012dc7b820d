using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>One engine for all tests: starting it and warming it up costs most of a second.</summary>
[SetUpFixture]
public sealed class SharedEngine
{
    public static QSharpEngine Engine { get; private set; } = null!;

    // So patient that no test depends on how busy the machine is.
    [OneTimeSetUp]
    public void Start() => Engine = new QSharpEngine(new QSharpEngineOptions { TimeLimit = TimeSpan.FromMinutes(10) });

    [OneTimeTearDown]
    public async Task Stop()
    {
        await Engine.DisposeAsync();
        TemporaryFolders.DeleteAll();
    }
}
