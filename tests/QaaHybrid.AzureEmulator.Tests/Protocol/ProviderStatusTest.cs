using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Protocol;

public class ProviderStatusTest : EmulatorFixture
{
    protected override AzureEmulatorOptions Options => base.Options with
    {
        QueueDelay = TimeSpan.FromSeconds(2), QueueDelays = new Dictionary<string, TimeSpan> { ["ionq.simulator"] = TimeSpan.FromSeconds(20) },
    };

    [Test]
    public async Task Every_target_says_what_it_is_and_that_it_is_emulated()
    {
        var status = await Client.JsonAsync(HttpMethod.Get, "providerStatus");
        var targets = status["value"]!.AsArray().SelectMany(provider => provider!["targets"]!.AsArray()).ToDictionary(target => target!["id"]!.GetValue<string>());

        Assert.Multiple(() =>
        {
            Assert.That(status["value"]!.AsArray().Select(provider => provider!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "emulator", "ionq", "quantinuum", "rigetti" }));
            Assert.That(targets.Values.Select(target => target!["metadata"]!["emulator"]!.GetValue<string>()), Has.All.Contains("no device"));
            Assert.That(targets["ionq.simulator"]!["averageQueueTime"]!.GetValue<int>(), Is.EqualTo(20));
            Assert.That(targets["ionq.simulator"]!["numQubits"]!.GetValue<int>(), Is.EqualTo(29));
            Assert.That(targets["ionq.simulator"]!["targetProfile"]!.GetValue<string>(), Is.EqualTo("Base"));
            Assert.That(targets["quantinuum.sim.h2-1e"]!["targetProfile"]!.GetValue<string>(), Is.EqualTo("Adaptive_RI"));
            Assert.That(targets["rigetti.sim.qvm"]!["numQubits"], Is.Null);
            Assert.That(targets["rigetti.sim.qvm"]!["averageQueueTime"]!.GetValue<int>(), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task The_fields_are_those_of_the_recording()
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Repository.SharedOrSkip("recordings", "azure-quantum", "conversations", "14-provider-status.json")))!;
        var theirs = JsonNode.Parse(recorded["interactions"]![0]!["response"]!["body"]!.GetValue<string>())!["value"]![0]!;
        var ours = (await Client.JsonAsync(HttpMethod.Get, "providerStatus"))["value"]![0]!;

        Assert.That(Names(theirs).Except(Names(ours)), Is.Empty);
        Assert.That(Names(theirs["targets"]![0]!).Except(Names(ours["targets"]![0]!)), Is.Empty);
    }

    internal static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(field => field.Key);
}
