using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

public class QSharpBackendTest
{
    private readonly QSharpCircuitSource _source = new(SharedEngine.Engine, TemporaryFolders.Make());
    private readonly QSharpBackend _backend = new(SharedEngine.Engine);

    [Test]
    public async Task A_batch_of_stages_inputs_and_inverses_agrees_with_our_simulator()
    {
        var square = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.Square", 3, 9));
        var pyramid = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Layers.Pyramid", 3, 3));
        var circuit = square.Then(pyramid.Bind([0.3, -0.4, 0.5]).Inverse()).Then(square.Inverse());
        var random = new Random(5);
        BackendRun[] runs = [.. Enumerable.Range(0, 5).Select(row => new BackendRun(
            row < 3 ? circuit : square,
            Numbers(row < 3 ? 18 : 9, random),
            row == 1 ? null : Numbers(row == 2 ? 5 : 8, random)))];

        var results = await _backend.RunAsync(runs);

        Assert.That(results, Has.Count.EqualTo(5));
        for (var i = 0; i < runs.Length; i++)
        {
            var state = ReferenceSimulator.Load(runs[i].Circuit, [.. runs[i].Input ?? []]);
            ReferenceSimulator.Apply(runs[i].Circuit, [.. runs[i].Theta], state);
            var z = ReferenceSimulator.Read(runs[i].Circuit, state, ReadOut.PauliZ);
            var result = results[i];
            Assert.Multiple(() =>
            {
                Assert.That(result.Qubits, Is.EqualTo(3));
                Assert.That(StateDistance.UpToPhase(result.Amplitudes!, state), Is.LessThan(1e-9));
                Assert.That(result.Z, Is.EqualTo(z).Within(1e-9));
                Assert.That(result.Probabilities, Is.EqualTo(state.Select(a => a.Magnitude * a.Magnitude)).Within(1e-9));
                Assert.That(result.Counts, Is.Null);
            });
        }
    }

    [Test]
    public async Task More_rows_than_one_call_holds_come_back_in_order()
    {
        var ring = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.RYRing", 1, 1));
        BackendRun[] runs = [.. Enumerable.Range(0, 600).Select(i => new BackendRun(ring, [i / 100.0]))];

        var results = await _backend.RunAsync(runs);

        Assert.That(results.Select(result => result.Z[0]), Is.EqualTo(Enumerable.Range(0, 600).Select(i => Math.Cos(i / 100.0))).Within(1e-9));
    }

    [Test]
    public async Task Shots_follow_the_seed_and_scatter_as_they_should()
    {
        var ring = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.RYRing", 2, 2));
        BackendRun[] runs = [new(ring, [0.7, 1.2])];
        const int shots = 20_000;

        var exact = (await _backend.RunAsync(runs))[0];
        var one = (await _backend.RunAsync(runs, shots, seed: 3))[0];
        var same = (await _backend.RunAsync(runs, shots, seed: 3))[0];
        var other = (await _backend.RunAsync(runs, shots, seed: 4))[0];
        var own = (await _backend.RunAsync([runs[0], runs[0] with { Shots = 7 }], shots, seed: 3)).Select(result => result.Counts!.Values.Sum());

        Assert.Multiple(() =>
        {
            Assert.That(one.Counts!.Values.Sum(), Is.EqualTo(shots));
            Assert.That(own, Is.EqualTo(new[] { shots, 7 }));
            Assert.That(_backend.RunsAnyTape, Is.False);
            Assert.That(one.Counts.Keys, Is.All.Length.EqualTo(2));
            Assert.That(same.Counts, Is.EqualTo(one.Counts));
            Assert.That(other.Counts, Is.Not.EqualTo(one.Counts));
            for (var q = 0; q < 2; q++)
            {
                Assert.That(one.ZError![q], Is.EqualTo(Math.Sqrt((1 - exact.Z[q] * exact.Z[q]) / shots)).Within(5).Percent);
                Assert.That(one.Z[q], Is.EqualTo(exact.Z[q]).Within(5 * one.ZError[q]));
            }
            for (var i = 0; i < 4; i++)
                Assert.That(
                    one.Counts.GetValueOrDefault(Convert.ToString(i, 2).PadLeft(2, '0')) / (double)shots,
                    Is.EqualTo(exact.Probabilities![i]).Within(0.02));
        });
    }

    [Test]
    public void What_cannot_be_run_is_refused_with_the_row()
    {
        var origin = new CircuitOrigin(null, [new CircuitStage("QaaHybrid.Ansatz.RYRing", false, 0, 1, null)]);
        var circuit = new Circuit("ring", 1, 0, 1, [new Gate(GateKind.RY, 0, new Angle(0, 1, 0))], origin);
        var bare = new Circuit("bare", 1, 0, 1, circuit.Gates);
        var fine = new BackendRun(circuit, [0.1]);

        Assert.Multiple(() =>
        {
            Refused<NotSupportedException>(new BackendRun(bare, [0.1]), "run 1: bare has no Q# behind it");
            Refused<ArgumentException>(new BackendRun(circuit, []), "run 1: ring has 1 parameters, 0 values");
            Refused<ArgumentException>(new BackendRun(circuit, [0.1], [1, 2, 3]), "run 1: 3 amplitudes do not fit into 1 qubits");
            Refused<ArgumentException>(new BackendRun(circuit, [0.1], [0, 0]), "zeros only");
            Refused<ArgumentException>(new BackendRun(circuit, [0.1], [double.NaN, 0]), "NaN");
            Refused<ArgumentException>(new BackendRun(circuit, [double.NaN]), "NaN");
        });

        void Refused<T>(BackendRun run, string why) where T : Exception =>
            Assert.That(async () => await _backend.RunAsync([fine, run]), Throws.TypeOf<T>().With.Message.Contains(why));
    }

    private static double[] Numbers(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => 4 * random.NextDouble() - 2)];

    [Test]
    public void Bug_ManyQubitsKeptTheEngineBusyUntilItBroke()
    {
        var circuit = new Circuit("wide", 23, 0, 0, [new Gate(GateKind.H, 0)], new CircuitOrigin(null, []));
        Assert.That(async () => await _backend.RunAsync([new BackendRun(circuit, [])]), Throws.TypeOf<NotSupportedException>().With.Message.Contains("needs 23 qubits"));
    }
}
