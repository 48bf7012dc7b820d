using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>Operations that become tapes.</summary>
public class CircuitImportTest
{
    private readonly QSharpCircuitSource _source = new(SharedEngine.Engine, TemporaryFolders.Make());

    [TestCase("QaaHybrid.Ansatz.RYRing", 4, 8, 8, true)]
    [TestCase("QaaHybrid.Ansatz.RYRing", 1, 2, 2, true)]
    [TestCase("QaaHybrid.Ansatz.Square", 3, 18, 18, false)]
    [TestCase("QaaHybrid.Layers.Brick", 4, 6, 12, true)]
    [TestCase("QaaHybrid.Layers.Pyramid", 5, 10, 20, true)]
    [TestCase("QaaHybrid.Loaders.AmplitudeEmbedding", 4, 15, 15, true)]
    public async Task Every_shipped_operation_becomes_a_tape(string operation, int qubits, int parameters, int rotations, bool isReal)
    {
        var circuit = await _source.ImportAsync(new CircuitRequest(null, operation, qubits, parameters));
        var angles = circuit.Gates.Where(gate => gate.IsRotation).Select(gate => gate.Angle).ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(circuit.Name, Is.EqualTo(operation));
            Assert.That((circuit.Qubits, circuit.AuxiliaryQubits, circuit.Parameters), Is.EqualTo((qubits, 0, parameters)));
            Assert.That(angles, Has.Length.EqualTo(rotations));
            Assert.That(angles.Select(angle => angle.Parameter).Distinct(), Is.EquivalentTo(Enumerable.Range(0, parameters)));
            Assert.That(angles.Select(angle => Math.Abs(angle.Scale)), Is.All.EqualTo(1.0));
            Assert.That(angles.Select(angle => angle.Offset), Is.All.Zero);
            Assert.That(circuit.IsReal, Is.EqualTo(isReal));
            Assert.That(circuit.Origin!.Stages, Is.EqualTo(new[] { new CircuitStage(operation, false, 0, parameters, null) }));
        });
    }

    [Test]
    public async Task An_operation_that_nobody_prepared_becomes_a_tape_that_Microsofts_simulator_agrees_with()
    {
        var project = QSharpTestProject.With("""
            operation Unforeseen(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
                for i in 0..Length(qubits) - 1 {
                    H(qubits[i]);
                    R1(theta[i], qubits[i]);
                    Exp([PauliX, PauliZ], theta[Length(qubits) - 1 - i], [qubits[i], qubits[(i + 1) % Length(qubits)]]);
                }
                QaaHybrid.Layers.Brick(theta[0..Length(qubits) - 2], qubits);
                SWAP(qubits[0], qubits[2]);
                Controlled Ry([qubits[1]], (theta[1], qubits[0]));
            }
            """);
        var circuit = await _source.ImportAsync(new CircuitRequest(project, "Mine.Unforeseen", 3, 3));
        double[] theta = [0.3, -2.2, 1.4];
        double[] input = [0.5, -1, 2, 0, 0.25, 3, -0.1, 1];

        var run = new BackendRun(circuit, theta, input);
        var theirs = (await new QSharpBackend(SharedEngine.Engine).RunAsync([run]))[0].Amplitudes!;
        var ours = ReferenceSimulator.Load(circuit, input);
        ReferenceSimulator.Apply(circuit, theta, ours);

        Assert.That(StateDistance.UpToPhase(theirs, ours), Is.LessThan(1e-9));
    }

    [Test]
    public async Task One_parameter_may_stand_in_many_gates_with_scales_and_offsets()
    {
        var project = QSharpTestProject.With("""
            import Std.Math.PI;
            operation Op(theta : Double[], qubits : Qubit[]) : Unit {
                Ry(theta[0], qubits[0]);
                Ry(2.0 * theta[0] + 0.1, qubits[1]);
                Rx(-theta[0] / 3.0, qubits[0]);
                Rz(PI() / 2.0 - 0.75 * theta[1], qubits[0]);
                Rzz(0.4, qubits[0], qubits[1]);
                Ry(theta[0] * 1.2345678901234567 - 1E-5, qubits[0]);
                Ry(PI() * theta[1], qubits[0]);
                Ry(theta[1] + theta[0] - theta[0], qubits[1]);
            }
            """);

        var circuit = await _source.ImportAsync(new CircuitRequest(project, "Mine.Op", 2, 2));

        var angles = circuit.Gates.Where(gate => gate.IsRotation).Select(gate => gate.Angle).ToArray();
        Assert.Multiple(() =>
        {
            // What a program writes with few digits comes back to the last digit.
            Assert.That(angles[..5], Is.EqualTo(new[]
            {
                new Angle(0, 1, 0), new Angle(0, 2, 0.1), new Angle(0, -1.0 / 3, 0), new Angle(1, -0.75, Math.PI / 2), Angle.Constant(0.4),
            }));
            Assert.That(angles[5].Parameter, Is.Zero);
            Assert.That(angles[5].Scale, Is.EqualTo(1.2345678901234567).Within(1e-14));
            Assert.That(angles[5].Offset, Is.EqualTo(-1e-5).Within(1e-14));
            Assert.That(angles[6].Scale, Is.EqualTo(Math.PI).Within(1e-14));
            Assert.That(angles[7].Parameter, Is.EqualTo(1));
            Assert.That(angles[7].Scale, Is.EqualTo(1).Within(1e-12));
        });
    }

    [Test]
    public async Task A_multiply_controlled_rotation_brings_clean_auxiliary_qubits()
    {
        var project = QSharpTestProject.With("""
            operation Op(theta : Double[], qubits : Qubit[]) : Unit {
                Controlled Ry(qubits[0..2], (theta[0], qubits[3]));
                Controlled QaaHybrid.Gates.RBS(qubits[1..2], (theta[1], qubits[0], qubits[3]));
            }
            """);

        var circuit = await _source.ImportAsync(new CircuitRequest(project, "Mine.Op", 4, 2));

        double[] theta = [1.1, -0.6];
        var input = Enumerable.Range(1, 16).Select(i => Math.Sin(i * i)).ToArray();
        var theirs = (await new QSharpBackend(SharedEngine.Engine).RunAsync([new BackendRun(circuit, theta, input)]))[0].Amplitudes!;
        var ours = ReferenceSimulator.Load(circuit, input);
        ReferenceSimulator.Apply(circuit, theta, ours);
        var register = ours.Where((_, i) => i % (1 << circuit.AuxiliaryQubits) == 0).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(circuit.Qubits, Is.EqualTo(4));
            Assert.That(circuit.AuxiliaryQubits, Is.GreaterThan(0));
            // The compiler's own controls halve an angle, those of RBS do not.
            Assert.That(circuit.Gates.Where(gate => gate.IsRotation).Select(gate => Math.Abs(gate.Angle.Scale)), Is.EqualTo(new[] { 0.5, 0.5, 1, 1 }));
            Assert.That(StateDistance.UpToPhase(theirs, register), Is.LessThan(1e-9));
        });
    }

    [Test]
    public async Task A_register_wider_than_the_referee_is_imported_all_the_same()
    {
        const int qubits = 40;

        var circuit = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Layers.Pyramid", qubits, qubits * (qubits - 1) / 2));

        Assert.That(circuit.Gates.Where(gate => gate.IsRotation).Select(gate => gate.Angle), Is.EqualTo(
            Enumerable.Range(0, circuit.Parameters).SelectMany(k => new[] { new Angle(k, 1, 0), new Angle(k, -1, 0) })));
    }

    [Test]
    public async Task An_operation_without_parameters_is_a_constant_tape()
    {
        var project = QSharpTestProject.With("operation Op(theta : Double[], qubits : Qubit[]) : Unit { H(qubits[0]); Rz(0.5, qubits[1]); }");

        var circuit = await _source.ImportAsync(new CircuitRequest(project, "Mine.Op", 2, 0));

        Assert.That(circuit.Gates, Is.EqualTo(new[] { new Gate(GateKind.H, 0), new Gate(GateKind.RZ, 1, Angle.Constant(0.5)) }));
    }

    [Test]
    public async Task A_dependency_named_by_path_is_compiled_with_the_project()
    {
        var library = QSharpTestProject.WithFiles(
            ("Parts.qs", "operation Turn(t : Double, q : Qubit) : Unit is Adj + Ctl { Ry(2.0 * t, q); }\nexport Turn;\n"), """{ "packageType": "lib" }""");
        var project = QSharpTestProject.With(
            "operation Op(theta : Double[], qubits : Qubit[]) : Unit { Borrowed.Parts.Turn(theta[0], qubits[0]); }",
            $$"""{ "dependencies": { "Borrowed": { "path": "{{library}}" }, "QaaHybrid": { "path": "{{TestSupport.Repository.File("quantum")}}" } } }""");

        var circuit = await _source.ImportAsync(new CircuitRequest(project, "Mine.Op", 1, 1));

        Assert.That(circuit.Gates, Is.EqualTo(new[] { new Gate(GateKind.RY, 0, new Angle(0, 2, 0)) }));
    }
}
