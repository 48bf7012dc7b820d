using System.Numerics;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>Programs that we write, read by Microsoft's OpenQASM importer and run on Microsoft's simulator: the same states to 1e-12 up to one global phase.</summary>
public class OpenQasmRoundTripTest
{
    private const double Tolerance = 1e-12;

    private static QSharpEngine Engine => SharedEngine.Engine;

    [Test]
    public async Task Tapes_of_all_gate_kinds([Values] OpenQasmVersion version, [Range(1, 6)] int seed)
    {
        var circuit = RandomTape(seed, qubits: 4, auxiliary: 1, gates: 120);
        var theta = RandomAngles(seed, circuit.Parameters);

        var state = await ImportedStateAsync(OpenQasmWriter.ToText(circuit, [.. theta], version, measure: false));

        var expected = ReferenceSimulator.Load(circuit, []);
        ReferenceSimulator.Apply(circuit, theta, expected);
        Assert.That(circuit.Gates.Select(gate => gate.Kind).Distinct().Count(), Is.EqualTo(Enum.GetValues<GateKind>().Length), "no kind is missing");
        Assert.That(StateDistance.UpToPhase(expected, state), Is.LessThan(Tolerance));
    }

    [Test]
    public async Task Library_operations_against_their_own_Q_sharp()
    {
        var source = new QSharpCircuitSource(Engine, TemporaryFolders.Make());
        // From a state without zeros: beam splitters leave |0…0⟩ as it is.
        var loader = (await source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Loaders.AmplitudeEmbedding", 4, 15))).Bind(RandomAngles(1, 15));
        var runs = new List<BackendRun>();
        foreach (var operation in source.FindOperations(null))
            // One without a count of its angles is no operation to train: its gates depend on the data.
            if (await source.CountParametersAsync(null, operation, 4, 1) is { } parameters)
                runs.Add(new BackendRun(loader.Then(await source.ImportAsync(new CircuitRequest(null, operation, 4, parameters))), RandomAngles(parameters, parameters)));
        var expected = await new QSharpBackend(Engine).RunAsync(runs);

        Assert.That(runs, Has.Count.GreaterThan(10));
        for (var i = 0; i < runs.Count; i++)
        {
            var (circuit, theta, _, _) = runs[i];
            var version = i % 2 == 0 ? OpenQasmVersion.V2 : OpenQasmVersion.V3;
            var state = await ImportedStateAsync(OpenQasmWriter.ToText(circuit, [.. theta], version, measure: false));
            // Auxiliary qubits follow the register and are back in |0⟩.
            Complex[] register = [.. state.Where((_, l) => l % (1 << circuit.AuxiliaryQubits) == 0)];
            Assert.That(StateDistance.UpToPhase(expected[i].Amplitudes!, register), Is.LessThan(Tolerance), $"{circuit.Name}, {version}");
        }
    }

    [Test]
    public async Task Controlled_rotations_of_angles_beyond_one_turn()
    {
        // Controlled RY(t + 2π) is not controlled RY(t): as a whole such a gate could not be written for a reader that keeps angles modulo 2π.
        var project = QSharpTestProject.With("""
            operation Op(theta : Double[], qubits : Qubit[]) : Unit {
                H(qubits[0]);
                Controlled Ry([qubits[0]], (theta[0], qubits[1]));
                Controlled Rz([qubits[1]], (theta[1], qubits[0]));
                H(qubits[1]);
            }
            """);
        var circuit = await new QSharpCircuitSource(Engine, TemporaryFolders.Make()).ImportAsync(new CircuitRequest(project, "Mine.Op", 2, 2));
        double[] theta = [0.7 + 2 * Math.PI, -1.3 - 6 * Math.PI];
        var expected = (await new QSharpBackend(Engine).RunAsync([new BackendRun(circuit, theta), new BackendRun(circuit, [0.7, -1.3])]));

        var state = await ImportedStateAsync(OpenQasmWriter.ToText(circuit, theta, measure: false));

        Assert.That(StateDistance.UpToPhase(expected[0].Amplitudes!, state), Is.LessThan(Tolerance));
        Assert.That(StateDistance.UpToPhase(expected[1].Amplitudes!, state), Is.GreaterThan(0.1), "the turn matters");
    }

    [Test]
    public async Task A_program_with_inputs_is_the_bound_one_when_they_get_values()
    {
        var circuit = RandomTape(11, qubits: 3, auxiliary: 0, gates: 60);
        var theta = RandomAngles(11, circuit.Parameters);
        var text = OpenQasmWriter.ToSymbolicText(circuit);
        Assert.That(
            async () => await Engine.ImportOpenQasmAsync(text),
            Throws.TypeOf<QSharpException>().With.Message.EqualTo("program.qasm has inputs: give them values first"));
        // Every variable is an output where none is declared to be one, and the base profile has no numbers among its outputs.
        text = text.Replace("bit[3] c;", "output bit[3] c;", StringComparison.Ordinal);
        for (var i = 0; i < theta.Length; i++)
            text = text.Replace($"input float[64] theta_{i};", $"const float[64] theta_{i} = {QSharpText.Literal(theta[i])};", StringComparison.Ordinal);

        var expected = await ImportedStateAsync(OpenQasmWriter.ToText(circuit, theta, measure: false));

        Assert.That(StateDistance.UpToPhase(expected, await ImportedStateAsync(text)), Is.LessThan(Tolerance));
    }

    [Test]
    public async Task Measured_qubits_are_the_register_and_the_others_auxiliary([Values] OpenQasmVersion version)
    {
        var circuit = RandomTape(5, qubits: 3, auxiliary: 2, gates: 30);

        var imported = await Engine.ImportOpenQasmAsync(OpenQasmWriter.ToText(circuit, RandomAngles(5, circuit.Parameters), version), "mine.qasm");

        Assert.That((imported.Name, imported.Qubits, imported.AuxiliaryQubits, imported.Parameters), Is.EqualTo(("mine.qasm", 3, 2, 0)));
    }

    [Test]
    public async Task Another_order_of_bits_is_another_order_of_the_register()
    {
        var imported = await Engine.ImportOpenQasmAsync("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; creg c[2]; x q[0]; measure q[0] -> c[1]; measure q[1] -> c[0];");

        var gate = imported.Gates.Single();
        Assert.That((gate.Kind, gate.Q0), Is.EqualTo((GateKind.X, 1)), "bit 0 is qubit 1, so qubit 1 comes first");
    }

    [TestCase("OPENQASM 3.0;\nqubit q;\nfoo q;\n", "program.qasm(3,1)")]
    [TestCase("OPENQASM 3.0;\ninclude \"mine.inc\";\nqubit q;\n", "mine.inc")]
    [TestCase("hello", "program.qasm(1,")]
    public void What_is_no_program_is_refused_by_place(string text, string place) => Assert.That(
        async () => await Engine.ImportOpenQasmAsync(text),
        Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Compile).And.Message.Contains(place));

    private static async Task<Complex[]> ImportedStateAsync(string text)
    {
        var imported = await Engine.ImportOpenQasmAsync(text);
        return (await Engine.DumpAsync(imported, [])).ToAmplitudes();
    }

    // All kinds in turn, so that none is missing, on random qubits; angles far beyond one turn among them.
    private static Circuit RandomTape(int seed, int qubits, int auxiliary, int gates)
    {
        var random = new Random(seed);
        var kinds = Enum.GetValues<GateKind>();
        const int parameters = 7;
        return new Circuit($"random {seed}", qubits, auxiliary, parameters, [.. Enumerable.Range(0, gates).Select(i => Draw(kinds[i % kinds.Length]))]);

        Gate Draw(GateKind kind)
        {
            var order = Enumerable.Range(0, qubits + auxiliary).ToArray();
            random.Shuffle(order);
            var arity = kind == GateKind.CCX ? 3 : kind is >= GateKind.RXX and <= GateKind.SWAP ? 2 : 1;
            var angle = random.Next(4) == 0
                ? Angle.Constant(random.Next(-9, 10) * Math.PI / 4 + random.Next(2) * 1e4)
                : new Angle(random.Next(parameters), random.Next(3) switch { 0 => -0.5, 1 => -1, _ => 1 }, random.Next(3) == 0 ? -0.3 : 0);
            return new Gate(kind, order[0], arity > 1 ? order[1] : -1, arity > 2 ? order[2] : -1, angle);
        }
    }

    private static double[] RandomAngles(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble() - 1) * 3 * Math.PI)];
    }
}
