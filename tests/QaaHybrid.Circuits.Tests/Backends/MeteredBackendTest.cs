namespace QaaHybrid.Circuits.Tests;

public class MeteredBackendTest
{
    [Test]
    public async Task It_counts_circuits_and_shots_and_changes_nothing()
    {
        var circuit = Tapes.Ring(2, 1);
        var theta = Tapes.Angles(1, circuit.Parameters);
        var metered = new MeteredBackend(new SimulatorBackend());
        BackendRun[] runs = [new(circuit, theta), new(circuit, theta, Shots: 30)];
        var results = await metered.RunAsync(runs, 20, seed: 4);
        Assert.That(results[0].Counts, Is.EqualTo((await new SimulatorBackend().RunAsync(runs, 20, seed: 4))[0].Counts));
        var first = metered.Usage;
        Assert.That(first, Is.EqualTo(new BackendUsage(2, 50)));
        await metered.RunAsync([new BackendRun(circuit, theta)]);
        Assert.That(metered.Usage.Since(first), Is.EqualTo(new BackendUsage(1, 0)), "exact values take no shots");
    }

    [Test]
    public async Task Jobs_and_price_are_those_of_what_it_stands_around()
    {
        var metered = new MeteredBackend(new Charging());
        await metered.RunAsync([new BackendRun(Tapes.Ring(2, 1), Tapes.Angles(1, 2))], 20);
        Assert.That(metered.Usage, Is.EqualTo(new BackendUsage(1, 20, 1, 0.5, "USD")));
        Assert.That((metered.Name, metered.RunsAnyTape), Is.EqualTo(("charging", true)));
    }

    [Test]
    public async Task What_extrapolation_runs_in_addition_is_counted_too()
    {
        var metered = new MeteredBackend(new SimulatorBackend());
        await new ZeroNoiseBackend(metered, [1, 3]).RunAsync([new BackendRun(Tapes.Ring(2, 1), Tapes.Angles(1, 2))], 20);
        Assert.That(metered.Usage, Is.EqualTo(new BackendUsage(2, 40)));
    }

    private sealed class Charging : IMeteredBackend
    {
        private readonly SimulatorBackend _simulator = new();
        private int _calls;

        public string Name => "charging";

        public BackendUsage Usage => new(-1, -1, _calls, 0.5 * _calls, "USD");

        public Task<IReadOnlyList<BackendResult>> RunAsync(IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
        {
            _calls++;
            return _simulator.RunAsync(runs, shots, seed, cancellationToken);
        }
    }
}
