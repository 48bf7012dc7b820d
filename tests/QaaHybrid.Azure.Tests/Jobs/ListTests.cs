using System.Globalization;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>Filters, in the grammar that the public clients write, and pages. Against a hand-written service.</summary>
public class ListTests
{
    [Test]
    public void All_there_is_to_filter_by()
    {
        var filter = new JobFilter
        {
            NamePrefix = "it's",
            Providers = ["ionq", "rigetti"],
            Targets = ["ionq.simulator"],
            States = [JobState.Succeeded, JobState.Completed],
            JobTypes = ["QuantumComputing"],
            ItemTypes = ["Job"],
            CreatedFrom = new DateOnly(2026, 1, 2),
            CreatedTo = new DateOnly(2026, 11, 30),
            OrderBy = JobOrder.CreationTime,
            Descending = true,
            Skip = 20,
            PageSize = 10,
        };
        Assert.That(filter.Query(), Is.EqualTo(new Dictionary<string, string>
        {
            ["filter"] = "startswith(Name, 'it''s') and (ItemType eq 'Job') and (JobType eq 'QuantumComputing') and (ProviderId eq 'ionq' or ProviderId eq 'rigetti')"
                + " and (Target eq 'ionq.simulator') and (State eq 'Succeeded' or State eq 'Completed') and CreationTime ge 2026-01-02 and CreationTime le 2026-11-30",
            ["skip"] = "20",
            ["top"] = "10",
            ["orderby"] = "CreationTime desc",
        }));
    }

    [Test]
    public async Task The_filter_goes_escaped_and_the_pages_come_in_order()
    {
        using var workspace = new FakeWorkspace();
        workspace.Fault = request =>
        {
            var skip = int.Parse(Query(request, "skip"), CultureInfo.InvariantCulture);
            var page = new JsonArray([.. Enumerable.Range(skip, 2).Select(i => new JsonObject { ["id"] = $"job{i}" })]);
            return FakeWorkspace.Json(new JsonObject
            {
                ["value"] = page,
                ["nextLink"] = skip >= 4 ? null : $"{workspace.Endpoint}jobs?top=2&skip={skip + 2}&filter=kept%20%2B&api-version=from-the-link",
            });
        };
        var ids = new List<string>();
        await foreach (var job in workspace.Client().ListJobsAsync(new JobFilter { NamePrefix = "a & b", PageSize = 2 }))
            ids.Add(job.Id);
        Assert.That(ids, Is.EqualTo(new[] { "job0", "job1", "job2", "job3", "job4", "job5" }));
        Assert.That(Query(workspace.ToService[0], "filter"), Is.EqualTo("startswith(Name, 'a & b')"));
        Assert.That(workspace.ToService[1].Address.PathAndQuery, Is.EqualTo("/jobs?top=2&skip=2&filter=kept%20%2B&api-version=from-the-link"), "followed as it is");
        Assert.That(workspace.ToService.Count, Is.EqualTo(3));
    }

    [Test]
    public async Task Pages_are_fetched_as_they_are_asked_for()
    {
        using var workspace = new FakeWorkspace();
        workspace.Fault = _ => FakeWorkspace.Json(new JsonObject
        {
            ["value"] = new JsonArray(new JsonObject { ["id"] = "one" }), ["nextLink"] = $"{workspace.Endpoint}jobs?page=2",
        });
        await foreach (var job in workspace.Client().ListJobsAsync())
        {
            Assert.That(job.Id, Is.EqualTo("one"));
            break;
        }
        Assert.That(workspace.ToService.Count, Is.EqualTo(1));
    }

    [Test]
    public void A_link_in_a_circle_is_told()
    {
        using var workspace = new FakeWorkspace();
        workspace.Fault = _ => FakeWorkspace.Json(new JsonObject { ["value"] = new JsonArray(), ["nextLink"] = $"{workspace.Endpoint}jobs?page=2" });
        Assert.That(() => CountAsync(workspace), Throws.InstanceOf<QuantumServiceException>().With.Message.Contains("followed before"));
        Assert.That(workspace.ToService.Count, Is.EqualTo(2));
    }

    [TestCase("""{"value":null,"nextLink":""}""")]
    [TestCase("{}")]
    public async Task An_empty_list_may_be_written_in_any_way(string body)
    {
        using var workspace = new FakeWorkspace { Fault = _ => new Answer(200, body) };
        Assert.That((await CountAsync(workspace), workspace.ToService.Count), Is.EqualTo((0, 1)));
    }

    private static async Task<int> CountAsync(FakeWorkspace workspace)
    {
        var count = 0;
        await foreach (var job in workspace.Client().ListJobsAsync())
            count += job.Id.Length > 0 ? 1 : 0;
        return count;
    }

    private static string Query(SeenRequest request, string name) => Uri.UnescapeDataString(
        request.Address.Query.TrimStart('?').Split('&').Single(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..]);
}
