using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

public class SimulatorBackendTest
{
    private static readonly SimulatorBackend Backend = new();

    [Test]
    public async Task Exact_results_are_those_of_the_state()
    {
        // RY(2π/3) on the first of two qubits: amplitudes 1/2 |00⟩ + √3/2 |10⟩.
        var circuit = new Circuit("ry", 2, 0, 1, [new Gate(GateKind.RY, 0, new Angle(0, 1, 0))]);
        var result = (await Backend.RunAsync([new BackendRun(circuit, [2 * Math.PI / 3])]))[0];

        Assert.Multiple(() =>
        {
            Assert.That(Backend.Name, Is.EqualTo("simulator"));
            Assert.That(result.Qubits, Is.EqualTo(2));
            Assert.That(result.Amplitudes!.Select(a => a.Real), Is.EqualTo(new[] { 0.5, 0, Math.Sqrt(0.75), 0 }).Within(1e-15));
            Assert.That(result.Probabilities, Is.EqualTo(new[] { 0.25, 0, 0.75, 0 }).Within(1e-15));
            Assert.That(result.Z, Is.EqualTo(new[] { -0.5, 1 }).Within(1e-15));
            Assert.That((result.ZError, result.Counts), Is.EqualTo(((IReadOnlyList<double>?)null, (IReadOnlyDictionary<string, long>?)null)));
        });
    }

    [Test]
    public async Task Inputs_are_normalised_and_padded()
    {
        var circuit = new Circuit("nothing", 2, 0, 0, []);
        var result = (await Backend.RunAsync([new BackendRun(circuit, [], [3, 0, -4])]))[0];

        Assert.That(result.Amplitudes!.Select(a => a.Real), Is.EqualTo(new[] { 0.6, 0, -0.8, 0 }).Within(1e-15));
    }

    [Test]
    public async Task Sampled_means_lie_within_four_standard_errors()
    {
        var circuit = Tapes.Square(3, 1);
        var theta = Tapes.Angles(1, circuit.Parameters);
        const int Shots = 2000;
        var exact = (await Backend.RunAsync([new BackendRun(circuit, theta)]))[0];
        for (var seed = 0; seed < 30; seed++)
        {
            var sampled = (await Backend.RunAsync([new BackendRun(circuit, theta)], Shots, seed))[0];
            Assert.That(sampled.Counts!.Values.Sum(), Is.EqualTo(Shots));
            for (var q = 0; q < 3; q++)
            {
                var error = Math.Sqrt((1 - exact.Z[q] * exact.Z[q]) / Shots);
                Assert.That(sampled.Z[q], Is.EqualTo(exact.Z[q]).Within(4 * error), $"qubit {q}, seed {seed}");
                Assert.That(sampled.ZError![q], Is.EqualTo(error).Within(0.1 * error), $"error of qubit {q}, seed {seed}");
            }
            foreach (var (bits, count) in sampled.Counts)
            {
                var p = exact.Probabilities![Convert.ToInt32(bits, 2)];
                Assert.That((double)count / Shots, Is.EqualTo(p).Within(5 * Math.Sqrt(p * (1 - p) / Shots)), $"{bits}, seed {seed}");
            }
        }
    }

    [Test]
    public async Task A_seed_settles_everything_and_every_run_has_its_own()
    {
        var run = new BackendRun(Tapes.Ring(3, 1), [1, 2, 3]);
        var first = await Backend.RunAsync([run, run], 100, seed: 7);
        var again = await Backend.RunAsync([run, run], 100, seed: 7);
        var other = await Backend.RunAsync([run], 100, seed: 8);

        Assert.Multiple(() =>
        {
            Assert.That(again[0].Counts, Is.EqualTo(first[0].Counts));
            Assert.That(again[1].Counts, Is.EqualTo(first[1].Counts));
            Assert.That(first[1].Counts, Is.Not.EqualTo(first[0].Counts));
            Assert.That(other[0].Counts, Is.Not.EqualTo(first[0].Counts));
        });
    }

    [Test]
    public async Task A_run_may_say_itself_how_often_it_is_measured()
    {
        var run = new BackendRun(Tapes.Ring(3, 1), [1, 2, 3]);
        var results = await Backend.RunAsync([run, run with { Shots = 7 }], 100, seed: 7);
        var mixed = await Backend.RunAsync([run, run with { Shots = 7 }], seed: 7);

        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.Counts!.Values.Sum()), Is.EqualTo(new[] { 100, 7 }));
            Assert.That(mixed[0].Counts, Is.Null);
            Assert.That(mixed[1].Counts, Is.EqualTo(results[1].Counts));
            Assert.That(() => Backend.RunAsync([run with { Shots = 0 }], 5), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public async Task A_certain_state_is_always_drawn()
    {
        var circuit = new Circuit("x", 2, 0, 0, [new Gate(GateKind.X, 1)]);
        var result = (await Backend.RunAsync([new BackendRun(circuit, [])], 50, 1))[0];

        Assert.Multiple(() =>
        {
            Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["01"] = 50 }));
            Assert.That(result.Z, Is.EqualTo(new[] { 1.0, -1 }));
            Assert.That(result.ZError, Is.EqualTo(new[] { 0.0, 0 }));
        });
    }

    [Test]
    public void What_is_no_state_is_refused()
    {
        var circuit = new Circuit("nothing", 1, 0, 0, []);
        var dirty = new Circuit("dirty", 1, 1, 0, [new Gate(GateKind.H, 1)]);

        Assert.Multiple(() =>
        {
            Assert.That(() => Backend.RunAsync([new BackendRun(circuit, [], [0, 0])]), Throws.ArgumentException.With.Message.Contains("zeros only"));
            Assert.That(() => Backend.RunAsync([new BackendRun(circuit, [], [1, double.NaN])]), Throws.ArgumentException.With.Message.Contains("NaN"));
            Assert.That(() => Backend.RunAsync([new BackendRun(circuit, [], [1, 2, 3])]), Throws.ArgumentException.With.Message.Contains("3 numbers"));
            Assert.That(() => Backend.RunAsync([new BackendRun(circuit, [0.5])]), Throws.ArgumentException.With.Message.Contains("0 parameters, 1 values"));
            Assert.That(() => Backend.RunAsync([new BackendRun(dirty, [])]), Throws.InvalidOperationException.With.Message.Contains("probability 0.5"));
            Assert.That(() => Measurement.Exact(new Complex[3]), Throws.ArgumentException.With.Message.Contains("2ⁿ"));
        });
    }
}
