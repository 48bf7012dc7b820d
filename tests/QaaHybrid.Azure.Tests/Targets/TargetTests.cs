namespace QaaHybrid.Azure.Tests;

/// <summary>What the recordings do not show: sizes, profiles and quotas. Against a hand-written service.</summary>
public class TargetTests
{
    [Test]
    public async Task What_the_service_says_wins_and_what_it_leaves_out_is_filled_in()
    {
        using var workspace = new FakeWorkspace
        {
            Fault = _ => new Answer(200, """
                {"value":[{"id":"ionq","currentAvailability":"Degraded","targets":[
                  {"id":"ionq.simulator","currentAvailability":"Available","averageQueueTime":12.5,"statusPage":"","numQubits":31,"targetProfile":"Adaptive_RI","metadata":{"a":1}},
                  {"id":"ionq.qpu.forte-1","currentAvailability":"Unavailable","averageQueueTime":null},
                  {"id":"ionq.new","statusPage":null,"numQubits":"many"}]},
                  {"id":null,"targets":null}],"nextLink":null}
                """),
        };
        var providers = await workspace.Client().GetProviderStatusAsync();
        Assert.That(providers.Select(provider => (provider.Id, provider.Availability, provider.Targets.Count)), Is.EqualTo(new[] { ("ionq", "Degraded", 3), ("", "Unknown", 0) }));
        Assert.That(providers[0].Targets.Select(target => (target.Availability, target.AverageQueueTime, target.Qubits, target.Profile, target.TakesJobs)), Is.EqualTo(new[]
        {
            ("Available", (TimeSpan?)TimeSpan.FromSeconds(12.5), (int?)31, "Adaptive_RI", true),
            ("Unavailable", null, 36, "Base", false),
            ("Unknown", null, null, (string?)null, false),
        }));
        Assert.That((await workspace.Client().FindTargetAsync("IONQ.SIMULATOR"))!.ToString(), Is.EqualTo("ionq.simulator: Available, queue 13 s"));
        Assert.That(await workspace.Client().FindTargetAsync("ionq.old"), Is.Null);
    }

    [Test]
    public async Task Quotas_say_what_is_left()
    {
        using var workspace = new FakeWorkspace
        {
            Fault = _ => new Answer(200, """
                {"value":[{"dimension":"hqc","scope":"Subscription","providerId":"quantinuum","utilization":40.5,"holds":10,"limit":800.0,"period":"Infinite"},
                          {"dimension":"concurrent_jobs","utilization":null,"limit":50}]}
                """),
        };
        var quotas = await workspace.Client().GetQuotasAsync();
        Assert.That(quotas[0], Is.EqualTo(new Quota("hqc", "Subscription", "quantinuum", 40.5m, 10m, 800.0m, "Infinite")));
        Assert.That(quotas.Select(quota => quota.Left), Is.EqualTo(new decimal?[] { 749.5m, null }));
    }

    [Test]
    public void The_table_of_known_targets_has_each_once() =>
        Assert.That(KnownTarget.All.Select(target => target.Id), Is.Unique.And.All.Match("^(ionq|quantinuum|rigetti|pasqal)[.](sim|qpu|simulator)"));
}
