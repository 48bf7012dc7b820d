using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Protocol;

/// <summary>Lists: filters, orders, pages.</summary>
public class ListTest : EmulatorFixture
{
    private static readonly (string Name, string Target)[] Submitted =
    [
        ("alpha 1", "ionq.simulator"), ("alpha 2", "emulator.sampled"), ("beta's", "ionq.simulator"), ("gamma", "rigetti.sim.qvm"), ("alpha 3", "emulator.exact"),
    ];

    [SetUp]
    public async Task SubmitAsync()
    {
        foreach (var (name, target) in Submitted)
        {
            var id = Guid.NewGuid().ToString();
            using var answer = await Client.SubmitAsync(
                id, target, Encoding.UTF8.GetBytes(Programs.Qir(Programs.Ghz(2))), change: body => body["name"] = name);
            await Client.EndAsync(id);
        }
    }

    [TestCase("", "alpha 1,alpha 2,beta's,gamma,alpha 3")]
    [TestCase("startswith(Name, 'alpha')", "alpha 1,alpha 2,alpha 3")]
    [TestCase("startswith(Name, 'alpha') and (ProviderId eq 'ionq' or ProviderId eq 'emulator') and Target eq 'emulator.exact'", "alpha 3")]
    [TestCase("(Name eq 'beta''s')", "beta's")]
    [TestCase("Name eq 'alpha 2' or Name eq 'gamma' and ProviderId eq 'ionq'", "alpha 2")]
    [TestCase("(State eq 'Succeeded')", "alpha 1,alpha 2,beta's,gamma,alpha 3")]
    [TestCase("State eq Failed", "")]
    [TestCase("JobType eq 'QuantumComputing' and ItemType eq 'Job' and ProviderId eq 'rigetti'", "gamma")]
    [TestCase("CreationTime ge 2001-01-01 and CreationTime le 2002-01-01", "")]
    [TestCase("CreationTime ge 2001-01-01", "alpha 1,alpha 2,beta's,gamma,alpha 3")]
    public async Task Filters_choose(string filter, string names)
    {
        var page = await Client.JsonAsync(HttpMethod.Get, "jobs", query: $"&filter={Uri.EscapeDataString(filter)}");

        Assert.That(string.Join(',', page["value"]!.AsArray().Select(job => job!["name"]!.GetValue<string>())), Is.EqualTo(names));
    }

    [TestCase("Colour eq 'red'", "no field 'Colour'")]
    [TestCase("Name eq", "its end")]
    [TestCase("Name like 'x'", "'like'")]
    [TestCase("(Name eq 'x'", "its end")]
    [TestCase("CreationTime ge tomorrow", "'tomorrow'")]
    [TestCase("Name eq 'x' Name eq 'y'", "'Name'")]
    [TestCase("Name eq 'x", "'x")]
    public async Task Other_filters_are_refused_where_they_stop_making_sense(string filter, string at)
    {
        using var answer = await Client.SendAsync(HttpMethod.Get, "jobs", query: $"&filter={Uri.EscapeDataString(filter)}");
        var text = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!["message"]!.GetValue<string>();

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That(text, Does.Contain(at));
    }

    [TestCase("Name", "alpha 1,alpha 2,alpha 3,beta's,gamma")]
    [TestCase("Name desc", "gamma,beta's,alpha 3,alpha 2,alpha 1")]
    [TestCase("CreationTime desc", "alpha 3,gamma,beta's,alpha 2,alpha 1")]
    [TestCase("CreationTime asc", "alpha 1,alpha 2,beta's,gamma,alpha 3")]
    public async Task Orders_sort(string order, string names)
    {
        var page = await Client.JsonAsync(HttpMethod.Get, "jobs", query: $"&orderby={Uri.EscapeDataString(order)}");

        Assert.That(string.Join(',', page["value"]!.AsArray().Select(job => job!["name"]!.GetValue<string>())), Is.EqualTo(names));
    }

    [Test]
    public async Task Pages_follow_each_other_by_absolute_links()
    {
        List<string> names = [];
        List<int> sizes = [];
        var page = await Client.JsonAsync(
            HttpMethod.Get, "jobs", query: $"&skip=1&top=2&orderby=CreationTime%20asc&filter={Uri.EscapeDataString("startswith(Name, 'alpha') or Name eq 'gamma'")}");
        while (true)
        {
            names.AddRange(page["value"]!.AsArray().Select(job => job!["name"]!.GetValue<string>()));
            sizes.Add(page["value"]!.AsArray().Count);
            if (page["nextLink"]?.GetValue<string>() is not { } next)
                break;
            using var request = new HttpRequestMessage(HttpMethod.Get, next) { Headers = { { "x-ms-quantum-api-key", Client.Key } } };
            using var response = await Client.Http.SendAsync(request);
            page = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        }

        Assert.That(names, Is.EqualTo(new[] { "alpha 2", "gamma", "alpha 3" }));
        Assert.That(sizes, Is.EqualTo(new[] { 2, 1 }));
    }

    [TestCase("&skip=-1")]
    [TestCase("&top=many")]
    [TestCase("&orderby=Name%20up")]
    [TestCase("&orderby=Colour")]
    public async Task Other_pages_are_refused(string query)
    {
        using var answer = await Client.SendAsync(HttpMethod.Get, "jobs", query: query);

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
    }
}
