using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>Operations that cannot become tapes: each is refused by name, with the parameter or the line that is at fault.</summary>
public class CircuitImportRefusalTest
{
    private readonly QSharpCircuitSource _source = new(SharedEngine.Engine, TemporaryFolders.Make());

    [TestCase("if theta[2] > 0.0 { X(qubits[1]); }", "branches on θ[2]", "X on qubit 1", TestName = "Branch_on_the_sign_of_an_angle")]
    [TestCase("Ry(theta[0], if theta[1] < theta[2] { qubits[0] } else { qubits[1] });", "branches on θ[", "RY on qubit", TestName = "Branch_between_two_qubits")]
    [TestCase("Ry(Std.Math.AbsD(theta[1]), qubits[1]);", "RY on qubit 1", "the same for θ[1] and −θ[1]", TestName = "Absolute_value_of_an_angle")]
    [TestCase("Rx(theta[0] * theta[2], qubits[0]);", "RX on qubit 0", "depends on θ[0] and θ[2] together", TestName = "Product_of_two_angles")]
    [TestCase("Ry(Std.Math.Sin(theta[2]), qubits[0]);", "RY on qubit 0", "is no straight line in θ[2]", TestName = "Sine_of_an_angle")]
    public void Angles_that_are_no_affine_functions_of_one_parameter(string statement, string where, string why) =>
        AssertRefused($"H(qubits[0]);\n{statement}", where, why);

    [Test]
    public void The_line_of_an_angle_is_named() =>
        AssertRefused("H(qubits[0]);\nRy(theta[0], qubits[1]);\nRy(theta[0] * theta[1], qubits[1]);", "gate 2 (RY on qubit 1 in ", "Mine.qs(4,1)");

    [TestCase("let r = M(qubits[0]);", TestName = "Measurement_in_the_middle")]
    [TestCase("let r = Std.Measurement.MResetZ(qubits[0]);", TestName = "Measurement_with_reset_in_the_middle")]
    public void Measurements(string statement) =>
        AssertRefused($"Ry(theta[0], qubits[0]);\n{statement}\nRy(theta[1], qubits[0]);", "measures qubit 0 in ", "Mine.qs(3,");

    [Test]
    public void A_reset_in_the_middle() =>
        AssertRefused("Ry(theta[0], qubits[0]);\nReset(qubits[0]);\nRy(theta[1], qubits[0]);", "resets qubit 0 in ", "Mine.qs(3,1)");

    [Test]
    public void A_branch_on_a_measurement() =>
        AssertRefused("H(qubits[0]);\nif M(qubits[0]) == One { X(qubits[1]); }", "measures qubit 0", "branches on the result");

    [Test]
    public void A_measurement_at_the_end_is_no_business_of_the_operation() =>
        AssertRefused("Ry(theta[0], qubits[0]);\nlet r = Std.Measurement.MResetEachZ(qubits);", "measures qubit 0", "the host adds the read-out");

    [Test]
    public void A_syntax_error_reaches_the_user_with_file_and_line() =>
        AssertRefused("H(qubits[0]);\nRy(theta[0] qubits[0]);", "Mine.qs(3,13)", "syntax error");

    [Test]
    public void An_index_that_is_out_of_range_reaches_the_user_with_file_and_line() =>
        AssertRefused("H(qubits[0]);\nRy(theta[3], qubits[0]);", "Mine.qs(3,", "index out of range: 3");

    [Test]
    public void A_Fact_that_does_not_hold_reaches_the_user_though_a_compile_skips_it() =>
        AssertRefused("Std.Diagnostics.Fact(Length(theta) == 7, $\"7 angles, not {Length(theta)}\");", "7 angles, not 3", "Mine.qs(2,");

    [Test]
    public void A_Fact_is_heeded_on_wide_registers_too() => Assert.That(
        async () => await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Layers.Pyramid", 30, 7)),
        Throws.TypeOf<CircuitImportException>().With.Message.Contains("a positive multiple of 435 angles, 7 were given"));

    [Test]
    public void An_auxiliary_qubit_that_is_left_dirty() =>
        AssertRefused("use a = Qubit();\nCNOT(qubits[0], a);", "released while not in |0⟩", "Mine.qs(2,");

    [Test]
    public void An_operation_that_there_is_not() => Assert.That(
        async () => await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.Missing", 2, 3)),
        Throws.TypeOf<CircuitImportException>()
            .With.Message.StartsWith("QaaHybrid.Ansatz.Missing on 2 qubits with 3 parameters").And.Message.Contains("no operation of that name"));

    [TestCase("operation Op(theta : Double, qubits : Qubit[]) : Unit { }", TestName = "One_angle_instead_of_an_array")]
    [TestCase("operation Op(qubits : Qubit[], theta : Double[]) : Unit { }", TestName = "Arguments_in_the_other_order")]
    [TestCase("operation Op(theta : Double[], qubits : Qubit[]) : Result[] { [] }", TestName = "An_operation_that_returns_something")]
    [TestCase("function Op(theta : Double[], qubits : Qubit[]) : Unit { }", TestName = "A_function")]
    public void Wrong_signatures(string source) => Assert.That(
        async () => await _source.ImportAsync(new CircuitRequest(QSharpTestProject.With(source), "Mine.Op", 2, 3)),
        Throws.TypeOf<CircuitImportException>().With.Message.Contains("it has to be an operation (theta : Double[], qubits : Qubit[]) : Unit"));

    [TestCase("Mine.Op(1); X")]
    [TestCase("Mine.")]
    [TestCase("")]
    public void Names_that_are_no_names(string operation) => Assert.That(
        async () => await _source.ImportAsync(new CircuitRequest(null, operation, 2, 3)),
        Throws.TypeOf<CircuitImportException>().With.Message.Contains("the name has to be one of an operation"));

    [Test]
    public void An_operation_of_the_simulator_only() => Assert.That(
        async () => await _source.ImportAsync(new CircuitRequest(
            QSharpTestProject.With("@Config(Unrestricted)\noperation Op(theta : Double[], qubits : Qubit[]) : Unit { H(qubits[0]); }"), "Mine.Op", 1, 0)),
        Throws.TypeOf<CircuitImportException>().With.Message.Contains("simulator only"));

    [Test]
    public void An_intrinsic_operation_of_its_own() => Assert.That(
        async () => await _source.ImportAsync(new CircuitRequest(
            QSharpTestProject.With("""
                @SimulatableIntrinsic()
                operation Native(q : Qubit) : Unit { H(q); }
                operation Op(theta : Double[], qubits : Qubit[]) : Unit { Native(qubits[0]); }
                """), "Mine.Op", 1, 0)),
        Throws.TypeOf<CircuitImportException>().With.Message.Contains("an intrinsic operation of its own").And.Message.Contains("Native"));

    [Test]
    public void A_folder_that_is_no_project() => Assert.That(
        async () => await _source.ImportAsync(new CircuitRequest(TemporaryFolders.Make(), "Mine.Op", 2, 3)),
        Throws.TypeOf<CircuitImportException>().With.Message.Contains("no qsharp.json"));

    [Test]
    public async Task An_endless_loop_ends_at_the_time_limit()
    {
        await using var engine = new QSharpEngine(new QSharpEngineOptions { TimeLimit = TimeSpan.FromSeconds(2) });
        var project = QSharpTestProject.With("operation Op(theta : Double[], qubits : Qubit[]) : Unit { while true { H(qubits[0]); } }");

        Assert.That(
            async () => await new QSharpCircuitSource(engine, TemporaryFolders.Make()).ImportAsync(new CircuitRequest(project, "Mine.Op", 1, 0)),
            Throws.TypeOf<CircuitImportException>().With.Message.Contains("no answer within 2 s: an endless loop"));
    }

    /// <summary>An operation of three parameters on two qubits with this body; its first statement is on line 2.</summary>
    private void AssertRefused(string body, params string[] words)
    {
        var project = QSharpTestProject.With($"operation Op(theta : Double[], qubits : Qubit[]) : Unit {{\n{body}\n}}\n");

        var refusal = Assert.ThrowsAsync<CircuitImportException>(async () => await _source.ImportAsync(new CircuitRequest(project, "Mine.Op", 2, 3)));

        Assert.That(refusal!.Message, Does.StartWith("Mine.Op on 2 qubits with 3 parameters cannot become a circuit"));
        foreach (var word in words)
            Assert.That(refusal.Message, Does.Contain(word));
    }
}
