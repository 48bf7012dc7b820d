using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>Holds what the client made of answers against the recorded bytes, which are read by hand here and not by our reader.</summary>
internal static class RecordedAnswers
{
    public static void CheckJob(Job job, Conversation conversation) => CheckJob(job, conversation.Last("GET jobs/{id}").Answer);

    public static void CheckJob(Job job, JsonElement recorded)
    {
        string? Text(string name) => recorded.GetProperty(name).GetString();
        DateTimeOffset? Time(string name) => Text(name) is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((job.Name, job.Target, job.ProviderId, job.State.Text),
                Is.EqualTo((Text("name"), Text("target"), Text("providerId"), Text("status"))));
            Assert.That((job.InputFormat, job.OutputFormat, job.SessionId, job.Priority, job.JobType),
                Is.EqualTo((Text("inputDataFormat"), Text("outputDataFormat"), Text("sessionId"), Text("jobPriority"), Text("jobType"))));
            Assert.That((job.Created, job.Began, job.Ended, job.Cancelled),
                Is.EqualTo((Time("creationTime"), Time("beginExecutionTime"), Time("endExecutionTime"), Time("cancellationTime"))));
            Assert.That(job.InputParams!.ToJsonString(), Is.EqualTo(JsonNode.Parse(recorded.GetProperty("inputParams").GetRawText())!.ToJsonString()));
            var error = recorded.GetProperty("errorData");
            Assert.That((job.Error?.Code, job.Error?.Message), Is.EqualTo(error.ValueKind == JsonValueKind.Null ? (null, null)
                : (error.GetProperty("code").GetString(), error.GetProperty("message").GetString())));
            var cost = recorded.GetProperty("costEstimate");
            Assert.That(job.Cost is null, Is.EqualTo(cost.ValueKind == JsonValueKind.Null));
            if (job.Cost is null)
                return;
            Assert.That((job.Cost.CurrencyCode, job.Cost.EstimatedTotal),
                Is.EqualTo((cost.GetProperty("currencyCode").GetString(), (decimal?)cost.GetProperty("estimatedTotal").GetDecimal())));
            Assert.That(job.Cost.Events, Is.EqualTo(cost.GetProperty("events").EnumerateArray().Select(entry => new CostEvent(
                entry.GetProperty("dimensionId").GetString(), entry.GetProperty("dimensionName").GetString(),
                entry.GetProperty("measureUnit").GetString(), entry.GetProperty("amountBilled").GetDecimal(),
                entry.GetProperty("amountConsumed").GetDecimal(), entry.GetProperty("unitPrice").GetDecimal()))));
        }
    }

    public static void CheckShots(JobResult result, Conversation conversation)
    {
        var payload = conversation.Last("GET output").Answer.GetProperty("Results")[0];
        // The digits of a recorded shot, in the order in which they stand there.
        var shots = payload.GetProperty("Shots").EnumerateArray()
            .Select(shot => string.Concat(shot.GetRawText().Replace("Item1", "", StringComparison.Ordinal).Replace("Item2", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)))
            .ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ShotBits, Is.EqualTo(shots));
            Assert.That(result.Shots, Is.EqualTo(shots.Length));
            Assert.That(result.Counts, Is.EqualTo(shots.GroupBy(shot => shot).ToDictionary(group => group.Key, group => (long)group.Count())));
        }
    }
}
