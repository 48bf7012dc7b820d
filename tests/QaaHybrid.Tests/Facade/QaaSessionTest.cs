using QaaHybrid.Circuits;

namespace QaaHybrid.Tests.Facade;

public class QaaSessionTest
{
    [Test]
    public async Task Backends_are_found_by_name()
    {
        await using var session = new QaaSession();
        Assert.That(session.Backend("simulator"), Is.TypeOf<SimulatorBackend>());
        Assert.That(session.Backend("qsharp").Name, Is.EqualTo("qsharp"));
        Assert.That(() => session.Backend("Simulator"), Throws.TypeOf<CircuitImportException>().With.Message.EqualTo("there is no backend 'Simulator'; there are simulator, qsharp"));
    }
}
