using System.Text.Json;

namespace QaaHybrid.Azure.Tests;

/// <summary>Lenient reading: whatever the service leaves out, adds or writes otherwise.</summary>
public class JobReadTests
{
    [Test]
    public void Nothing_is_needed()
    {
        var job = Read("{}");
        Assert.That((job.Id, job.State.Text, job.State.IsTerminal, job.Shots, job.Cost, job.Error, job.Metadata.Count),
            Is.EqualTo(("asked", "Unknown", false, (long?)null, (CostEstimate?)null, (JobError?)null, 0)));
    }

    [Test]
    public void Null_is_as_good_as_nothing()
    {
        string[] names =
        [
            "id", "name", "target", "providerId", "status", "sessionId", "inputDataFormat", "outputDataFormat", "inputParams", "metadata", "tags", "priority",
            "jobType", "creationTime", "beginExecutionTime", "endExecutionTime", "cancellationTime", "isCancelling", "costEstimate", "errorData",
            "containerUri", "inputDataUri", "outputDataUri",
        ];
        Assert.That(JsonSerializer.Serialize(Read("{" + string.Join(',', names.Select(name => $"\"{name}\":null")) + "}")),
            Is.EqualTo(JsonSerializer.Serialize(Read("{}"))));
        Assert.That(() => Read("{" + string.Join(',', names.Select(name => $"\"{name}\":[1]")) + "}"), Throws.Nothing, "nor does another type disturb");
    }

    [TestCase("2025-10-09T00:17:09.6322092Z", 6322092)]
    [TestCase("2025-10-09T00:17:09.6322092+00:00", 6322092)]
    [TestCase("2025-10-09T02:17:09.632209+02:00", 6322090)]
    [TestCase("2025-10-09T00:17:09.632Z", 6320000)]
    [TestCase("2025-10-09T00:17:09Z", 0)]
    [TestCase("2025-10-09T00:17:09", 0)]
    public void Times_come_in_several_forms(string text, int ticks) => Assert.That(
        Read($$"""{"creationTime":"{{text}}"}""").Created, Is.EqualTo(new DateTimeOffset(2025, 10, 9, 0, 17, 9, TimeSpan.Zero).AddTicks(ticks)));

    [Test]
    public void A_time_that_is_none_is_null() => Assert.That(Read("""{"creationTime":"soon"}""").Created, Is.Null);

    [Test]
    public void Unknown_fields_and_other_cases_do_not_disturb()
    {
        var job = Read("""{"ID":"1","Status":"Executing","usage":{"a":[1]},"metadata":{"n":4,"b":true,"z":null,"t":"x"},"inputParams":{"count":"50"}}""");
        Assert.That((job.Id, job.State, job.Shots), Is.EqualTo(("1", JobState.Executing, (long?)50)));
        Assert.That(job.Metadata, Is.EqualTo(new Dictionary<string, string> { ["n"] = "4", ["b"] = "true", ["t"] = "x" }));
    }

    [TestCase("""{"code":null,"message":null}""", "the service gave neither a code nor a message")]
    [TestCase("{}", "the service gave neither a code nor a message")]
    [TestCase("""{"code":"C"}""", "C, without a message")]
    [TestCase("""{"message":"M"}""", "M")]
    [TestCase("""{"code":"C","message":"M","details":[{"code":"D","message":"N"}]}""", "C: M; D: N")]
    public void An_error_always_says_something(string error, string text) =>
        Assert.That(Read($$"""{"errorData":{{error}}}""").Error!.ToString(), Is.EqualTo(text));

    [Test]
    public void Costs_are_exact()
    {
        var cost = Read("""{"costEstimate":{"currencyCode":"USD","events":[{"dimensionId":"ehqc","amountBilled":6.7,"unitPrice":null}],"estimatedTotal":0.1}}""").Cost!;
        Assert.That((cost.EstimatedTotal, cost.Events.Single().AmountBilled, cost.Events.Single().UnitPrice), Is.EqualTo((0.1m, 6.7m, (decimal?)null)));
    }

    private static Job Read(string json) => Job.Read(JsonDocument.Parse(json).RootElement, "asked");
}
