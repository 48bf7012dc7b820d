using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

public class JobRequestTests
{
    private static readonly string Id = JobRequest.NewId();

    [Test]
    public void Qir_is_sent_as_it_is_with_its_shots()
    {
        var request = Programs.BellJob(Id, shots: 100);
        Assert.That((request.InputFormat, request.OutputFormat, request.Input.ToString()), Is.EqualTo(("qir.v1", "microsoft.quantum-results.v2", Programs.Bell)));
        Assert.That(Parameters(request), Is.EqualTo("""{"entryPoint":"ENTRYPOINT__main","arguments":[],"target_profile":"Base","shots":100}"""));
    }

    [Test]
    public void Only_a_base_profile_is_declared_as_one() => Assert.That(
        Parameters(JobRequest.Qir(Id, "n", "a.b", Programs.Bell.Replace("base_profile", "adaptive_profile", StringComparison.Ordinal), 1)),
        Does.Not.Contain("target_profile"));

    [Test]
    public void Qir_without_its_entry_point_is_refused() => Assert.That(
        () => JobRequest.Qir(Id, "n", "a.b", Programs.Bell, 1, "main"), Throws.ArgumentException.With.Message.Contains("@main"));

    [Test]
    public void IonQ_notes_its_qubits()
    {
        var request = JobRequest.IonQ(Id, "n", "ionq.simulator", """{"qubits":3,"circuit":[]}""", 50, new JsonObject { ["noise"] = new JsonObject { ["model"] = "aria-1" } });
        Assert.That((request.InputFormat, request.OutputFormat), Is.EqualTo(("ionq.circuit.v1", "ionq.quantum-results.v1")));
        Assert.That(request.Metadata, Is.EqualTo(new Dictionary<string, string> { ["num_qubits"] = "3" }));
        Assert.That(Parameters(request), Is.EqualTo("""{"noise":{"model":"aria-1"},"shots":50}"""));
    }

    [TestCase("not json")]
    [TestCase("{}")]
    [TestCase("[]")]
    public void IonQ_without_qubits_is_refused(string circuit) =>
        Assert.That(() => JobRequest.IonQ(Id, "n", "ionq.simulator", circuit, 1), Throws.ArgumentException);

    [Test]
    public void OpenQasm_and_Quil_know_the_shots_by_their_old_name_too()
    {
        var qasm = JobRequest.OpenQasm(Id, "n", "quantinuum.sim.h2-1e", "OPENQASM 2.0;", 20);
        var quil = JobRequest.Quil(Id, "n", "rigetti.sim.qvm", "H 0", 20, new JsonObject { ["skipQuilc"] = true });
        Assert.That((qasm.InputFormat, qasm.OutputFormat, Parameters(qasm)),
            Is.EqualTo(("honeywell.openqasm.v1", "honeywell.quantum-results.v1", """{"count":20,"shots":20}""")));
        Assert.That((quil.InputFormat, quil.OutputFormat, Parameters(quil)),
            Is.EqualTo(("rigetti.quil.v1", "rigetti.quil-results.v1", """{"skipQuilc":true,"count":20,"shots":20}""")));
    }

    [TestCase("a.b.c", null, "a")]
    [TestCase("a.b", "Other", "Other")]
    public void The_provider_is_the_target_s_first_word_or_what_is_said(string target, string? provider, string expected) =>
        Assert.That(Body(Programs.BellJob(Id) with { Target = target, ProviderId = provider })["providerId"]!.ToString(), Is.EqualTo(expected));

    [Test]
    public void What_the_service_would_misunderstand_is_refused()
    {
        var good = Programs.BellJob(Id);
        using var scope = Assert.EnterMultipleScope();
        Assert.That(() => (good with { Id = "job-1" }).Check(), Throws.ArgumentException.With.Message.Contains("expected a GUID"));
        Assert.That(() => (good with { Shots = 0 }).Check(), Throws.ArgumentException.With.Message.Contains("0 shots"));
        Assert.That(() => (good with { InputParams = new JsonObject { ["shots"] = 4 } }).Check(), Throws.ArgumentException.With.Message.Contains("shots 4"));
        Assert.That(() => (good with { InputParams = new JsonObject { ["count"] = 4 } }).Check(), Throws.ArgumentException.With.Message.Contains("count 4"));
        Assert.That(() => (good with { Target = "echo-output" }).Check(), Throws.ArgumentException.With.Message.Contains("set ProviderId"));
        Assert.That(() => good.Check(), Throws.Nothing);
    }

    [Test]
    public void An_id_in_capitals_gives_a_container_that_storage_takes() => Assert.That(
        (Programs.BellJob(Id) with { Id = "ABCDEF00-0000-0000-0000-000000000001" }).ContainerName, Is.EqualTo("job-abcdef00-0000-0000-0000-000000000001"));

    [Test]
    public void Making_the_body_leaves_the_request_as_it_was()
    {
        var request = Programs.BellJob(Id);
        var first = Body(request).ToJsonString();
        Assert.That(Body(request).ToJsonString(), Is.EqualTo(first));
        Assert.That(request.InputParams!.ContainsKey("shots"), Is.False);
    }

    private static string Parameters(JobRequest request) => Body(request)["inputParams"]!.ToJsonString();

    private static JsonObject Body(JobRequest request) => request.Body(SignedAddress.TryParse("https://a.blob.core.windows.net/c?sig=s")!);
}
