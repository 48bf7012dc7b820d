namespace QaaHybrid.Circuits.Tests;

public class QirReaderTest
{
    [Test]
    public void Reads_every_instruction_the_compiler_writes()
    {
        var program = Fixture.Program("every-gate-a.ll");

        Assert.Multiple(() =>
        {
            Assert.That(program.EntryPoint, Is.EqualTo("ENTRYPOINT__main"));
            Assert.That(program.Profile, Is.EqualTo("base_profile"));
            Assert.That((program.RequiredQubits, program.RequiredResults), Is.EqualTo((3, 3)));
            Assert.That(program.BranchLine, Is.Null);
            Assert.That(program.OutputResults, Is.EqualTo(new[] { 0, 1, 2 }));
            Assert.That(program.Calls.Where(call => call.Kind == QirCallKind.Gate).Select(call => call.Gate), Is.EqualTo(new[]
            {
                GateKind.X, GateKind.Y, GateKind.Z, GateKind.H, GateKind.S, GateKind.SAdj, GateKind.T, GateKind.TAdj, GateKind.SX,
                GateKind.RX, GateKind.RY, GateKind.RZ, GateKind.RXX, GateKind.RYY, GateKind.RZZ,
                GateKind.CX, GateKind.CY, GateKind.CZ, GateKind.SWAP, GateKind.CCX, GateKind.RZ, GateKind.RY, GateKind.RX,
            }));
            Assert.That(program.Calls[11], Is.EqualTo(new QirCall(QirCallKind.Gate, GateKind.RZ, 2, -1, -1, -1, -0.3, 23)));
            Assert.That(program.Calls[14], Is.EqualTo(new QirCall(QirCallKind.Gate, GateKind.RZZ, 2, 0, -1, -1, 0.6, 26)));
            Assert.That(program.Calls[19], Is.EqualTo(new QirCall(QirCallKind.Gate, GateKind.CCX, 0, 1, 2, -1, 0, 31)));
            Assert.That(program.Measurements.Select(call => (call.Q0, call.Result)), Is.EqualTo(new[] { (0, 0), (1, 1), (2, 2) }));
        });
    }

    [Test]
    public void Numbers_are_read_to_the_last_bit()
    {
        var angles = Fixture.Program("numbers.ll").Calls.Where(call => call.Kind == QirCallKind.Gate).Select(call => call.Angle);

        Assert.That(angles.Select(BitConverter.DoubleToInt64Bits), Is.EqualTo(new[]
        {
            0.0, -0.0, 1e-20, 1e22, 12345678901234567890.0, 1e23, 5e-324, -2.2250738585072014E-308, 0.1, 1e-7, 123456.789, 1e17,
        }.Select(BitConverter.DoubleToInt64Bits)));
    }

    [Test]
    public void The_register_follows_the_returned_results_not_the_qubit_ids()
    {
        var program = Fixture.Program("backwards.ll");
        var circuit = program.ToCircuit("backwards");

        Assert.Multiple(() =>
        {
            Assert.That(program.Register(), Is.EqualTo(new[] { 2, 0, 1 }));
            // Qubit 0 of the text is the second of the register.
            Assert.That(circuit.Gates[0], Is.EqualTo(new Gate(GateKind.RY, 1, Angle.Constant(0.1))));
            Assert.That(circuit.Gates[3], Is.EqualTo(new Gate(GateKind.CX, 1, 2)));
        });
    }

    [Test]
    public void Unmeasured_qubits_are_auxiliary()
    {
        var circuit = Fixture.Program("controlled-rbs.ll").ToCircuit("controlled");

        Assert.That((circuit.Qubits, circuit.AuxiliaryQubits), Is.EqualTo((4, 1)));
    }

    [Test]
    public void Measurements_resets_and_branches_of_the_adaptive_profile_are_reported()
    {
        var program = Fixture.Program("measures-inside.ll");

        Assert.Multiple(() =>
        {
            Assert.That(program.Profile, Is.EqualTo("adaptive_profile"));
            Assert.That(program.BranchLine, Is.EqualTo(14));
            Assert.That(program.Calls.Select(call => call.Kind), Is.EqualTo(new[]
            {
                QirCallKind.Gate, QirCallKind.Measure, QirCallKind.Gate, QirCallKind.Reset, QirCallKind.MeasureAndReset, QirCallKind.MeasureAndReset,
            }));
            Assert.That(() => program.ToCircuit("branches"), Throws.TypeOf<QirFormatException>().With.Message.Contains("line 14").And.Message.Contains("branches"));
            Assert.That(
                () => Fixture.Program("resets-inside.adaptive.ll").ToCircuit("resets"),
                Throws.TypeOf<QirFormatException>().With.Message.Contains("line 11").And.Message.Contains("reset"));
        });
    }

    [Test]
    public void The_base_profile_hides_a_reset_behind_a_new_qubit()
    {
        var program = Fixture.Program("resets-inside.base.ll");

        Assert.That((program.RequiredQubits, program.Register()[0]), Is.EqualTo((2, 1)));
    }

    [TestCase("call void @__quantum__qis__h__body(%Qubit* null)", ExpectedResult = GateKind.H)]
    [TestCase("tail call void @__quantum__qis__cnot__body(%Qubit* null, %Qubit* inttoptr (i64 1 to %Qubit*))", ExpectedResult = GateKind.CX)]
    [TestCase("call void @__quantum__qis__rx__body(double 0x3FB999999999999A, ptr inttoptr (i64 1 to ptr)) ; 0.1", ExpectedResult = GateKind.RX)]
    public GateKind Spellings_of_other_producers_are_read(string line)
    {
        var program = QirReader.Read(Small(line).ReplaceLineEndings("\r\n"));

        return program.Calls[0].Gate;
    }

    [TestCase("call void @__quantum__qis__foo__body(%Qubit* null)", "unknown instruction '__quantum__qis__foo__body'")]
    [TestCase("call void @__quantum__qis__h__body(%Qubit* inttoptr (i64 x to %Qubit*))", "expected '%Qubit* inttoptr")]
    [TestCase("call void @__quantum__qis__h__body()", "expected '%Qubit* inttoptr")]
    [TestCase("call void @__quantum__qis__h__body(%Qubit* null, %Qubit* null)", "argument too many")]
    [TestCase("call void @__quantum__qis__cx__body(%Qubit* null, %Qubit* null)", "twice on one qubit")]
    [TestCase("call void @__quantum__qis__ry__body(double abc, %Qubit* null)", "expected 'double NUMBER', found 'double abc'")]
    [TestCase("call void @__quantum__qis__ry__body(double 0x7FF8000000000000, %Qubit* null)", "expected 'double NUMBER'")]
    [TestCase("call void @__quantum__qis__ry__body(%Qubit* null)", "expected 'double NUMBER'")]
    [TestCase("call void @__quantum__qis__h__body(%Qubit* inttoptr (i64 2 to %Qubit*))", "not below required_num_qubits = 2")]
    [TestCase("call void @__quantum__qis__m__body(%Qubit* null, %Result* inttoptr (i64 7 to %Result*))", "result 7 is not below required_num_results = 1")]
    [TestCase("call void @RBS(double 0.1, %Qubit* null)", "unknown function 'RBS'")]
    [TestCase("call void @__quantum__qis__h__body(%Qubit* null", "expected 'call void @NAME(…)'")]
    [TestCase("garbage", "found 'garbage'")]
    public void Malformed_lines_are_refused_by_number(string line, string message)
    {
        Assert.That(() => QirReader.Read(Small(line)), Throws.TypeOf<QirFormatException>()
            .With.Property(nameof(QirFormatException.Line)).EqualTo(4).And.Message.StartsWith("QIR line 4: ").And.Message.Contains(message));
    }

    [Test]
    public void Truncated_text_is_refused()
    {
        var text = Fixture.Text("ring-4.ll");
        var inBody = text[..text.IndexOf("ret i64", StringComparison.Ordinal)];
        var beforeAttributes = text[..text.IndexOf("attributes", StringComparison.Ordinal)];

        Assert.Multiple(() =>
        {
            Assert.That(() => QirReader.Read(""), Throws.TypeOf<QirFormatException>().With.Message.Contains("no entry point"));
            Assert.That(() => QirReader.Read(inBody), Throws.TypeOf<QirFormatException>().With.Message.Contains("truncated").And.Message.Contains("ENTRYPOINT__main"));
            Assert.That(() => QirReader.Read(beforeAttributes), Throws.TypeOf<QirFormatException>().With.Message.Contains("attributes"));
        });
    }

    [Test]
    public void Returned_results_must_be_measured_and_distinct()
    {
        const string Record = "call void @__quantum__rt__result_record_output(%Result* null, i8* null)";
        const string Measure = "call void @__quantum__qis__m__body(%Qubit* null, %Result* null)";

        Assert.Multiple(() =>
        {
            Assert.That(() => QirReader.Read(Small(Record)).Register(), Throws.TypeOf<QirFormatException>().With.Message.Contains("no measurement sets"));
            Assert.That(() => QirReader.Read(Small($"{Measure}\n{Record}\n{Record}")).Register(), Throws.TypeOf<QirFormatException>().With.Message.Contains("one qubit"));
        });
    }

    [Test]
    public void A_gate_after_a_measurement_is_no_tape()
    {
        var program = QirReader.Read(Small(
            "call void @__quantum__qis__m__body(%Qubit* null, %Result* null)\ncall void @__quantum__qis__h__body(%Qubit* null)"));

        Assert.That(() => program.ToCircuit("x"), Throws.TypeOf<QirFormatException>().With.Message.Contains("line 5").And.Message.Contains("after it was measured"));
    }

    [Test]
    public void Text_longer_than_the_buffer_streams_through()
    {
        const int Gates = 5000;
        var line = "  call void @__quantum__qis__h__body(%Qubit* inttoptr (i64 1 to %Qubit*))";
        var comment = ";" + new string('-', 200_000);
        var text = Small(string.Join('\n', Enumerable.Repeat(line, Gates).Append(comment).Append(line)));

        var program = QirReader.Read(text);

        Assert.Multiple(() =>
        {
            Assert.That(program.Calls, Has.Count.EqualTo(Gates + 1));
            Assert.That(program.Calls[^1].Line, Is.EqualTo(Gates + 5));
            Assert.That(program.Calls.All(call => call is { Gate: GateKind.H, Q0: 1 }), Is.True);
        });
    }

    private static string Small(string body) => $$"""
        define void @main() #0 {
        entry:
          call void @__quantum__rt__initialize(i8* null)
        {{body}}
          ret void
        }
        attributes #0 = { "entry_point" "qir_profiles"="base_profile" "required_num_qubits"="2" "required_num_results"="1" }
        """;
}
