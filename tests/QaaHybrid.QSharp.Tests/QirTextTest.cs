using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>QIR text at given angles: the template against a real compile.</summary>
public class QirTextTest
{
    private readonly QSharpCircuitSource _source = new(SharedEngine.Engine, TemporaryFolders.Make());

    [TestCase("QaaHybrid.Layers.Pyramid", 4, 6)]
    [TestCase("QaaHybrid.Ansatz.Square", 2, 12)]
    [TestCase("QaaHybrid.Loaders.AmplitudeEmbedding", 3, 7)]
    public async Task The_bound_template_is_a_real_compile_byte_for_byte(string operation, int qubits, int parameters)
    {
        double[] theta = [.. Enumerable.Range(0, parameters).Select(i => Math.Exp(i) * Math.Sin(3 * i + 1) / 10)];
        theta[0] = 0;

        var template = await _source.TemplateAsync(new CircuitRequest(null, operation, qubits, parameters));
        var compiled = await SharedEngine.Engine.QirAsync(
            null, $"use qs = Qubit[{qubits}]; {operation}({QSharpText.Literal(theta)}, qs); Std.Measurement.MResetEachZ(qs)");

        Assert.That(template.Bind(theta), Is.EqualTo(compiled));
    }

    [Test]
    public async Task A_circuit_of_several_stages_is_compiled_from_its_origin()
    {
        var loader = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Loaders.AmplitudeEmbedding", 2, 3));
        var ring = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.RYRing", 2, 2));
        var circuit = loader.Bind([0.1, 0.2, 0.3]).Then(ring).Then(ring.Inverse());

        var text = await _source.QirAsync(circuit, [0.4, 0.5, 0.6, 0.7]);

        var drawing = await SharedEngine.Engine.DrawAsync(circuit, [0.4, 0.5, 0.6, 0.7]);
        var estimate = await SharedEngine.Engine.EstimateAsync(circuit, [0.4, 0.5, 0.6, 0.7]);

        Assert.Multiple(() =>
        {
            Assert.That(
                QirReader.Read(text).ToCircuit("compiled").Gates.Where(gate => gate.IsRotation).Select(gate => gate.Angle.Offset),
                Is.EqualTo(new[] { 0.1, 0.2, 0.3, 0.4, 0.5, -0.7, -0.6 }));
            Assert.That(
                drawing.Columns.SelectMany(column => column).SelectMany(gate => gate.Arguments),
                Is.EquivalentTo(new[] { "0.1000", "0.2000", "0.3000", "0.4000", "0.5000", "-0.7000", "-0.6000" }));
            Assert.That(estimate.Counts.RotationCount, Is.EqualTo(7));
        });
    }

    [Test]
    public async Task The_shipped_loader_goes_with_an_operation_of_another_project()
    {
        var project = QSharpTestProject.With("operation Op(theta : Double[], qubits : Qubit[]) : Unit { Rx(theta[0], qubits[1]); }");
        var loader = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Loaders.AmplitudeEmbedding", 2, 3));
        var mine = await _source.ImportAsync(new CircuitRequest(project, "Mine.Op", 2, 1));

        var circuit = loader.Then(mine);
        var text = await _source.QirAsync(circuit, [0.1, 0.2, 0.3, 0.4]);

        Assert.That(circuit.Origin!.ProjectDirectory, Is.EqualTo(project));
        Assert.That(QirReader.Read(text).ToCircuit("compiled").Gates[^1], Is.EqualTo(new Gate(GateKind.RX, 1, Angle.Constant(0.4))));
    }

    [Test]
    public async Task A_bound_circuit_takes_its_angles_from_its_stage()
    {
        var ring = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.RYRing", 2, 2));

        var text = await _source.QirAsync(ring.Bind([0.25, 0.75]), []);

        Assert.That(QirReader.Read(text).Calls.Where(call => call.Angle != 0).Select(call => call.Angle), Is.EqualTo(new[] { 0.25, 0.75 }));
    }

    [Test]
    public void A_circuit_without_origin_has_no_text_of_the_compiler() => Assert.That(
        async () => await _source.QirAsync(new Circuit("tape", 1, 0, 0, [new Gate(GateKind.H, 0)]), []),
        Throws.TypeOf<NotSupportedException>().With.Message.Contains("no Q# behind it"));
}
