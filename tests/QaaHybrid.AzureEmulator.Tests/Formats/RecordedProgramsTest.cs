using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Formats;

/// <summary>The programs of the recordings, put to the emulator: the answer has the recorded shape, and where nothing is drawn, the recorded numbers.</summary>
public class RecordedProgramsTest : EmulatorFixture
{
    [TestCase("01-qir-rigetti-bell-tuple")]
    [TestCase("02-qir-ionq-ghz-items")]
    [TestCase("03-qir-quantinuum-emulator-cost")]
    [TestCase("05-ionq-json")]
    public async Task A_recorded_job_is_answered_in_the_recorded_shape(string conversation)
    {
        var recording = JsonNode.Parse(File.ReadAllText(Repository.SharedOrSkip("recordings", "azure-quantum", "conversations", $"{conversation}.json")))!;
        var requests = recording["interactions"]!.AsArray().Select(interaction => interaction!).ToArray();
        var upload = Request(requests, "/inputData?", "PUT")["body"]!.GetValue<string>();
        var put = JsonNode.Parse(Request(requests, "/jobs/", "PUT")["body"]!.GetValue<string>())!.AsObject();
        var recordedJob = JsonNode.Parse(requests.Last(interaction => interaction["request"]!["url"]!.GetValue<string>().Contains("/jobs/", StringComparison.Ordinal))["response"]!["body"]!.GetValue<string>())!;
        var recordedOutput = JsonNode.Parse(requests.Last(interaction => interaction["request"]!["url"]!.GetValue<string>().Contains("utputData?", StringComparison.Ordinal))["response"]!["body"]!.GetValue<string>())!;

        var id = Guid.NewGuid().ToString();
        using var submitted = await Client.SubmitAsync(id, put["target"]!.GetValue<string>(), Encoding.UTF8.GetBytes(upload), change: body =>
        {
            foreach (var (name, value) in put.Where(field => field.Key is not ("containerUri" or "inputDataUri")))
                body[name] = value?.DeepClone();
        });
        Assert.That((int)submitted.StatusCode, Is.EqualTo(200), await submitted.Content.ReadAsStringAsync());
        var job = await Client.EndAsync(id);
        var output = await Client.OutputAsync(job);

        Assert.Multiple(() =>
        {
            Assert.That(job["status"]!.GetValue<string>(), Is.EqualTo(recordedJob["status"]!.GetValue<string>()));
            Assert.That(Fields(recordedJob).Except(Fields(job)), Is.Empty, "fields that the service answers and the emulator does not");
            Assert.That(Shape(job["outputDataUri"]!), Is.EqualTo(Shape(recordedJob["outputDataUri"]!)));
            Assert.That(Shape(job["containerUri"]!), Is.EqualTo(Shape(recordedJob["containerUri"]!)));
            // Rigetti drew one shot, Quantinuum a hundred with noise: there the outcomes are compared, not their numbers.
            if (recordedOutput["histogram"] is { } probabilities)
                Assert.That(
                    output["histogram"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<double>()),
                    Is.EqualTo(probabilities.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<double>())).Within(1e-12));
            else if (conversation.StartsWith("02", StringComparison.Ordinal))
                Assert.That(Histogram(output).ToJsonString(), Is.EqualTo(Histogram(recordedOutput).ToJsonString()));
            else
                Assert.That(Outcomes(recordedOutput).Select(outcome => outcome.ToJsonString().Length), Is.SubsetOf(Outcomes(output).Select(outcome => outcome.ToJsonString().Length)));
        });
    }

    private static JsonNode Request(JsonNode[] interactions, string part, string method) => interactions
        .Select(interaction => interaction["request"]!)
        .First(request => request["method"]!.GetValue<string>() == method && request["url"]!.GetValue<string>().Contains(part, StringComparison.Ordinal));

    private static IEnumerable<string> Fields(JsonNode node) => node.AsObject().Select(field => field.Key);

    // Which blob, and which query parameters in which order.
    private static string Shape(JsonNode address)
    {
        var uri = new Uri(address.GetValue<string>());
        return $"{(uri.Segments[^1].StartsWith("job-", StringComparison.Ordinal) ? "container" : uri.Segments[^1])} " +
            string.Join(' ', uri.Query.TrimStart('?').Split('&').Select(field => field.Split('=')[0]));
    }

    private static JsonArray Histogram(JsonNode output) => output["Results"]![0]!["Histogram"]!.AsArray();

    private static IEnumerable<JsonNode> Outcomes(JsonNode output) => Histogram(output).Select(bar => bar!["Outcome"]!);
}
