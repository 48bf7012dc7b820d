using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Jobs;

/// <summary>What <c>inputParams</c> do to a job.</summary>
public class JobParametersTest : EmulatorFixture
{
    private static readonly string Ghz = Programs.Qir(Programs.Ghz(3));

    [TestCase("""{"shots":5}""", 5)]
    [TestCase("""{"count":6}""", 6)]
    [TestCase("""{"shots":5,"count":6}""", 5)]
    [TestCase("{}", 1)]
    [TestCase("""{"shots":4,"items":[{"entryPoint":"ENTRYPOINT__main","arguments":[]}]}""", 4)]
    public async Task Shots_are_shots_then_count_then_one(string parameters, int shots)
    {
        var (job, output) = await RunAsync("emulator.sampled", parameters);

        Assert.That(output!["Results"]![0]!["Shots"]!.AsArray(), Has.Count.EqualTo(shots), job.ToJsonString());
    }

    [TestCase("ionq.simulator", """{"shots":10001}""", "InvalidProperty", "ionq.simulator takes at most 10000 shots, the job asks for 10001")]
    [TestCase("emulator.exact", """{"shots":0}""", "InvalidProperty", "\"shots\" is 0")]
    [TestCase("emulator.exact", """{"shots":"many"}""", "InvalidProperty", "\"shots\" is \"many\"")]
    [TestCase("emulator.exact", """{"items":[{},{}]}""", "InvalidProperty", "\"items\" has 2 entries")]
    [TestCase("emulator.exact", """{"arguments":[{"name":"a","value":1,"type":"Int"}]}""", "InvalidProperty", "\"arguments\" is not empty")]
    [TestCase("emulator.exact", """{"entryPoint":"other"}""", "QIRPreProcessingFailed", "names the entry point 'other'")]
    [TestCase("ionq.simulator", """{"noise":{"model":"aria-1","seed":1}}""", "InvalidProperty", "no model 'aria-1' of IonQ's")]
    public async Task What_cannot_be_run_fails_the_job_by_name(string target, string parameters, string code, string message)
    {
        var (job, _) = await RunAsync(target, parameters);

        Assert.That((job["status"]!.GetValue<string>(), job["errorData"]?["code"]?.GetValue<string>()), Is.EqualTo(("Failed", code)));
        Assert.That(job["errorData"]!["message"]!.GetValue<string>(), Does.Contain(message));
    }

    [Test]
    public async Task An_absent_input_fails_the_job()
    {
        var id = Guid.NewGuid().ToString();
        using var submitted = await Client.SubmitAsync(
            id, "emulator.exact", [], change: body => body["inputDataUri"] = body["inputDataUri"]!.GetValue<string>().Replace("inputData", "elsewhere", StringComparison.Ordinal));
        var job = await Client.EndAsync(id);

        Assert.That(job["errorData"]!["message"]!.GetValue<string>(), Is.EqualTo($"there is no blob job-{id}/elsewhere"));
    }

    [Test]
    public async Task The_noise_of_Quantinuums_emulators_can_be_switched_off()
    {
        var (_, noisy) = await RunAsync("quantinuum.sim.h2-1e", """{"shots":5000}""");
        var (_, clean) = await RunAsync("quantinuum.sim.h2-1e", """{"shots":5000,"error-model":false}""");

        Assert.That(clean!["Results"]![0]!["Histogram"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(noisy!["Results"]![0]!["Histogram"]!.AsArray(), Has.Count.GreaterThan(2));
    }

    [Test]
    public async Task The_exact_target_tells_probabilities_beside_counts()
    {
        var circuit = Programs.Ansatz(3);
        var output = await Client.RunAsync("emulator.exact", Programs.Qir(circuit), 10);
        var expected = (await new QaaHybrid.Circuits.SimulatorBackend().RunAsync([new(circuit, [])]))[0].Probabilities!;
        var bars = output["Results"]![0]!["Histogram"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(bars.Select(bar => bar!["Probability"]!.GetValue<double>()), Is.EqualTo(expected).Within(1e-12));
            Assert.That(bars.Sum(bar => bar!["Count"]!.GetValue<int>()), Is.EqualTo(10));
        });
    }

    private async Task<(JsonObject Job, JsonObject? Output)> RunAsync(string target, string parameters)
    {
        var id = Guid.NewGuid().ToString();
        using var submitted = await Client.SubmitAsync(id, target, Encoding.UTF8.GetBytes(Ghz), JsonNode.Parse(parameters)!.AsObject());
        var job = await Client.EndAsync(id);
        return (job, job["status"]!.GetValue<string>() == "Succeeded" ? await Client.OutputAsync(job) : null);
    }
}
