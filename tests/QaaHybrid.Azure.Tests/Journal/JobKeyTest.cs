using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests.Journal;

public class JobKeyTest
{
    private static readonly JobRequest Request = Submitted.Request;

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Case("target", request => request with { Target = "ionq.qpu.forte-1" });
        yield return Case("shots", request => request with { Shots = 101 });
        yield return Case("input", request => request with { Input = BinaryData.FromString(Submitted.Text + "\n") });
        yield return Case("input format", request => request with { InputFormat = "qir.v2" });
        yield return Case("output format", request => request with { OutputFormat = "microsoft.quantum-results.v1" });
        yield return Case("parameters", request => request with { InputParams = new JsonObject { ["noise"] = 1 } });

        static TestCaseData Case(string what, Func<JobRequest, JobRequest> change) => new TestCaseData(change).SetName($"Another {what} is another key");
    }

    [TestCaseSource(nameof(Changes))]
    public void What_decides_the_result_decides_the_key(Func<JobRequest, JobRequest> change) =>
        Assert.That(JobKey.Of(change(Request)), Is.Not.EqualTo(JobKey.Of(Request)));

    [Test]
    public void Names_and_ids_do_not() =>
        Assert.That(JobKey.Of(Request with { Id = JobRequest.NewId(), Name = "another", Tags = ["x"] }), Is.EqualTo(JobKey.Of(Request)).And.Length.EqualTo(64));

    [Test]
    public void Seed_and_place_in_the_batch_do()
    {
        string[] keys = [JobKey.Of(Request), JobKey.Of(Request, seed: 1), JobKey.Of(Request, place: 1), JobKey.Of(Request, seed: 1, place: 1), JobKey.Of(Request, seed: 1L << 32)];
        Assert.That(keys, Is.Unique);
    }

    [Test]
    public void An_id_follows_from_journal_workspace_key_and_attempt_and_is_a_GUID_of_version_8()
    {
        var journal = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");
        var id = JobKey.JobId(journal, "/w", "key", 1);
        string[] others = [JobKey.JobId(Guid.Empty, "/w", "key", 1), JobKey.JobId(journal, "/v", "key", 1), JobKey.JobId(journal, "/w", "kez", 1), JobKey.JobId(journal, "/w", "key", 2)];
        Assert.Multiple(() =>
        {
            Assert.That(JobKey.JobId(journal, "/w", "key", 1), Is.EqualTo(id));
            Assert.That(others.Append(id), Is.Unique);
            Assert.That(id, Does.Match("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        });
    }
}
