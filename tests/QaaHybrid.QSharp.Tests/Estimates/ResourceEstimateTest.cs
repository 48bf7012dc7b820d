using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

public class ResourceEstimateTest
{
    private static QSharpEngine Engine => SharedEngine.Engine;

    private static readonly Circuit Tape = new("tape", 3, 1, 1,
    [
        new(GateKind.RY, 0, new Angle(0, 1, 0)), new(GateKind.CX, 0, 1), new(GateKind.RZ, 2, new Angle(0, -1, 0.5)), new(GateKind.T, 1), new(GateKind.TAdj, 1),
        new(GateKind.CCX, 0, 1, 3), new(GateKind.CCX, 0, 1, 3),
    ]);

    [Test]
    public async Task Every_built_in_model_has_its_row()
    {
        var ring = await RingAsync();

        var estimates = await Engine.EstimateAsync(ring, [0.1, 0.2, 0.3], errorBudget: 0.01);

        Assert.Multiple(() =>
        {
            Assert.That(estimates.Counts, Is.EqualTo(new LogicalCounts(3, 0, 3, 1, 0, 0, 3)));
            Assert.That(estimates.Models.Select(model => model.QubitModel), Is.EqualTo(QubitModels.All));
            Assert.That(estimates.Models.Select(model => model.Failure), Is.All.Null);
            // Beverland et al., arXiv 2211.07629, equation D1: 2Q + ⌈√(8Q)⌉ + 1 logical qubits.
            Assert.That(estimates.Models.Select(model => model.Resources!.LogicalQubits), Is.All.EqualTo(6 + 5 + 1));
            // Gates that err less need fewer physical qubits; gates a thousand times slower take longer.
            Assert.That(Of("qubit_gate_ns_e4").PhysicalQubits, Is.LessThan(Of("qubit_gate_ns_e3").PhysicalQubits));
            Assert.That(Of("qubit_gate_us_e3").RuntimeNanoseconds, Is.GreaterThan(100 * Of("qubit_gate_ns_e3").RuntimeNanoseconds));
        });

        PhysicalResources Of(string name) => estimates.Models.Single(model => model.QubitModel == name).Resources!;
    }

    [Test]
    public async Task A_circuit_without_T_states_is_its_layout_in_the_surface_code()
    {
        var estimates = await Engine.EstimateAsync(new Circuit("flip", 1, 0, 0, [new Gate(GateKind.H, 0)]), [], ["qubit_gate_ns_e3"]);

        var resources = estimates.Models.Single().Resources!;
        Assert.Multiple(() =>
        {
            Assert.That((resources.QecScheme, resources.TStates, resources.TFactories), Is.EqualTo(("surface_code", 0, 0)));
            Assert.That(resources.PhysicalQubits, Is.EqualTo(resources.LogicalQubits * 2 * resources.CodeDistance * resources.CodeDistance));
            // (4 two-qubit gates of 50 ns + 2 measurements of 100 ns) · distance a cycle.
            Assert.That(resources.RuntimeNanoseconds, Is.EqualTo(resources.LogicalDepth * 400.0 * resources.CodeDistance));
        });
    }

    [Test]
    public async Task A_tape_without_Q_sharp_is_estimated_gate_by_gate()
    {
        var estimates = await Engine.EstimateAsync(Tape, [0.3], ["qubit_maj_ns_e6"]);

        Assert.That(estimates.Counts, Is.EqualTo(new LogicalCounts(4, 2, 2, 1, 2, 0, 3)));
    }

    [Test]
    public async Task A_model_that_cannot_reach_the_budget_says_why_and_the_others_are_estimated()
    {
        var estimates = await Engine.EstimateAsync(await RingAsync(), [0.1, 0.2, 0.3], ["qubit_gate_ns_e3", "qubit_gate_ns_e4"], 1e-30);

        Assert.Multiple(() =>
        {
            Assert.That(estimates.Models[0].Resources, Is.Null);
            Assert.That(estimates.Models[0].Failure, Does.Contain("code distance"));
            Assert.That(estimates.Models[1].Resources, Is.Not.Null);
        });
    }

    [Test]
    public void Where_no_model_has_an_estimate_the_reason_is_the_message() => Assert.That(
        async () => await Engine.EstimateAsync(new Circuit("turn", 1, 0, 0, [new Gate(GateKind.RY, 0, Angle.Constant(0.1))]), [], ["qubit_gate_ns_e3"], 1e-40),
        Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Estimate)
            .And.Message.StartsWith("turn on qubit_gate_ns_e3: ").And.Message.Contains("code distance"));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(double.NaN)]
    public void A_budget_that_is_no_probability_is_refused(double budget) =>
        Assert.That(async () => await Engine.EstimateAsync(Tape, [0.3], errorBudget: budget), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void An_unknown_model_is_refused() => Assert.That(
        async () => await Engine.EstimateAsync(Tape, [0.3], ["qubit_gate_ns_e5"]),
        Throws.ArgumentException.With.Message.Contains("there is no qubit model 'qubit_gate_ns_e5'"));

    [Test]
    public async Task Any_program_and_any_parameters_of_the_estimator()
    {
        var documents = await Engine.EstimateAsync(
            null, "{ use q = Qubit(); T(q); MResetZ(q) }",
            [new() { ["qubitParams"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "qubit_maj_ns_e4" }, ["qecScheme"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "floquet_code" } }]);

        Assert.That(documents.Single().GetProperty("jobParams").GetProperty("qecScheme").GetProperty("name").GetString(), Is.EqualTo("floquet_code"));
    }

    [Test]
    public void A_program_that_fails_while_it_is_counted_is_an_error() => Assert.That(
        async () => await Engine.EstimateAsync(null, "{ fail \"no\"; }", [[]]),
        Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Run).And.Message.Contains("no"));

    private static Task<Circuit> RingAsync() =>
        new QSharpCircuitSource(Engine, TemporaryFolders.Make()).ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.RYRing", 3, 3));
}
