using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

public class RefereeTest
{
    private static readonly CircuitRequest Request = new(null, "QaaHybrid.Ansatz.Square", 2, 6);
    private static readonly double[] Theta = [0.3, -1.2, 2.0, 0.7, -0.4, 1.5];

    private Referee _referee = null!;
    private Circuit _circuit = null!;

    [OneTimeSetUp]
    public async Task Prepare()
    {
        _referee = await Referee.RunAsync(
            SharedEngine.Engine, Request, Theta, new ImportSteps(Request, SharedEngine.Engine.TimeLimit, null), CancellationToken.None);
        _circuit = await new QSharpCircuitSource(SharedEngine.Engine, TemporaryFolders.Make()).ImportAsync(Request);
    }

    [Test]
    public void The_right_tape_passes() => Assert.That(() => _referee.Hold(_circuit), Throws.Nothing);

    [Test]
    public void A_tape_with_any_gate_missing_is_found()
    {
        for (var i = 0; i < _circuit.Gates.Count; i++)
            Assert.That(() => _referee.Hold(With([.. _circuit.Gates.Where((_, at) => at != i)])), Disagrees, $"without gate {i}");
    }

    [Test]
    public void A_tape_with_any_angle_reversed_is_found()
    {
        for (var i = 0; i < _circuit.Gates.Count; i++)
            if (_circuit.Gates[i].IsRotation)
                Assert.That(() => _referee.Hold(With([.. _circuit.Gates.Select((gate, at) => at == i ? gate.Inverse : gate)])), Disagrees, $"gate {i}");
    }

    [Test]
    public void A_tape_with_its_qubits_exchanged_is_found() => Assert.That(
        () => _referee.Hold(With([.. _circuit.Gates.Select(gate => gate with { Q0 = 1 - gate.Q0, Q1 = gate.Q1 < 0 ? -1 : 1 - gate.Q1 })])), Disagrees);

    [Test]
    public void A_tape_that_leaves_an_auxiliary_qubit_dirty_is_found() => Assert.That(
        () => _referee.Hold(With([.. _circuit.Gates, new Gate(GateKind.CX, 0, 2)], auxiliary: 1)),
        Throws.TypeOf<CircuitImportException>().With.Message.Contains("auxiliary qubit"));

    private static NUnit.Framework.Constraints.Constraint Disagrees =>
        Throws.TypeOf<CircuitImportException>().With.Message.Contains("disagree");

    private static Circuit With(IReadOnlyList<Gate> gates, int auxiliary = 0) => new("changed", 2, auxiliary, 6, gates);
}
