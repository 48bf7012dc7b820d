using QaaHybrid.QSharp;

namespace QaaHybrid.Adapters.Tests;

/// <summary>One Q# engine for all tests of this project: the circuits under test are the library's own.</summary>
[SetUpFixture]
public class Compiler
{
    public static QSharpEngine Engine { get; private set; } = null!;

    public static QSharpCircuitSource Circuits { get; private set; } = null!;

    public static AdapterServices Services => new(Circuits, Seed: 7);

    /// <summary>Injects without leaving the thread: dispose scopes belong to one.</summary>
    public static AdaptedModel Inject(nn.Module model, AdapterConfig config) => AdaptedModel.InjectAsync(model, config, Services).GetAwaiter().GetResult();

    [OneTimeSetUp]
    public void Start()
    {
        set_num_threads(1);
        Engine = new QSharpEngine();
        Circuits = new QSharpCircuitSource(Engine, Path.Combine(Path.GetTempPath(), "qaahybrid-adapter-tests"));
    }

    [OneTimeTearDown]
    public async Task Stop() => await Engine.DisposeAsync();
}
