using System.Text;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Formats;

/// <summary>What a target takes of QIR.</summary>
public class QirInputTest
{
    private static readonly string Ghz = Programs.Qir(Programs.Ghz(3));

    [TestCase("ionq.simulator")]
    [TestCase("quantinuum.sim.h2-1e")]
    public void Base_runs_everywhere(string target) => Assert.That(Read(Ghz, target).Output.Results, Is.EqualTo(3));

    [TestCase("int_computations", "quantinuum.sim.h2-1e")]
    [TestCase("float_computations", "quantinuum.sim.helios-1e")]
    public void Adaptive_runs_where_the_target_says_so(string flag, string target) => Assert.That(Read(Adaptive(flag), target).Output.Results, Is.EqualTo(3));

    [TestCase("int_computations", "ionq.simulator", "ionq.simulator takes the profile Base or less, the program is Adaptive_RI")]
    [TestCase("float_computations", "quantinuum.sim.h2-1e", "takes the profile Adaptive_RI or less, the program is Adaptive_RIF")]
    [TestCase("backwards_branching", "quantinuum.sim.helios-1e", "takes the profile Adaptive_RIF or less, the program is Adaptive")]
    public void A_higher_profile_is_refused(string flag, string target, string message) => Refused(() => Read(Adaptive(flag), target), message);

    [Test]
    public void More_qubits_than_the_target_has_are_refused() =>
        Refused(() => Read(Programs.Qir(Programs.Ghz(26)), "ionq.qpu.aria-1"), "ionq.qpu.aria-1 has 25 qubits, the program needs 26");

    [Test]
    public void Another_entry_point_is_refused() => Refused(
        () => QirInput.Read(Encoding.UTF8.GetBytes(Ghz), "job", TargetCatalogue.Require("ionq.simulator"), "main"),
        "the job names the entry point 'main', the program has 'ENTRYPOINT__main'");

    [Test]
    public void Bitcode_is_refused() => Refused(
        () => QirInput.Read([(byte)'B', (byte)'C', 0xC0, 0xDE], "job", TargetCatalogue.Require("ionq.simulator"), null), "LLVM bitcode");

    [Test]
    public void Branches_are_refused() => Refused(
        () => Read(Adaptive("int_computations").Replace("  ret i64 0", "  br i1 %0, label %a, label %b\n  ret i64 0", StringComparison.Ordinal), "quantinuum.sim.h2-1e"),
        "branches on a measured value");

    [Test]
    public void An_unknown_instruction_is_named_with_its_line() => Refused(
        () => Read(Ghz.Replace("__quantum__qis__h__body", "__quantum__qis__hh__body", StringComparison.Ordinal), "ionq.simulator"), "QIR line ");

    [TestCase("[[r, r], r]", "a2 a2 r r r", "010", "[[0, 1], 0]", "[[0,1],0]")]
    [TestCase("(r, r)", "t2 r r", "01", "(0, 1)", """{"Item1":0,"Item2":1}""")]
    [TestCase("r", "r", "1", "1", "1")]
    [TestCase("r r", "r r", "10", "(1, 0)", """{"Item1":1,"Item2":0}""")]
    [TestCase("(r, [r])", "t2 r a1 r", "11", "(1, [1])", """{"Item1":1,"Item2":[1]}""")]
    public void Outcomes_have_the_shape_that_the_program_records(string what, string calls, string bits, string display, string json)
    {
        var shape = OutputShape.OfQir(string.Join('\n', calls.Split(' ').Select(call => call[0] switch
        {
            'a' => $"  call void @__quantum__rt__array_record_output(i64 {call[1..]}, i8* null)",
            't' => $"  call void @__quantum__rt__tuple_record_output(i64 {call[1..]}, i8* null)",
            _ => "  call void @__quantum__rt__result_record_output(%Result* null, i8* null)",
        })));
        using var buffer = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer))
            shape.WriteTo(writer, bits);

        Assert.That((shape.Display(bits), Encoding.UTF8.GetString(buffer.ToArray())), Is.EqualTo((display, json)), what);
    }

    [TestCase("", "records no result")]
    [TestCase("  call void @__quantum__rt__int_record_output(i64 %1, i8* null)", "a value of type int")]
    [TestCase("  call void @__quantum__rt__array_record_output(i64 2, i8* null)", "fewer elements than it says")]
    public void Other_output_is_refused(string text, string message) => Refused(() => OutputShape.OfQir(text), message);

    private static EmulatedProgram Read(string qir, string target) => QirInput.Read(Encoding.UTF8.GetBytes(qir), "job", TargetCatalogue.Require(target), "ENTRYPOINT__main");

    private static string Adaptive(string flag) => Ghz.Replace("base_profile", "adaptive_profile", StringComparison.Ordinal) + $"!4 = !{{i32 5, !\"{flag}\", i1 true}}\n";

    private static void Refused(Action read, string message) => Assert.That(read, Throws.TypeOf<JobFailureException>().With.Message.Contains(message));
}
