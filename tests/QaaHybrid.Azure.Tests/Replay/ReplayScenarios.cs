using System.Globalization;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>What the recorded client did in each conversation, done by ours. Each scenario gives the differences of its requests.</summary>
internal static class ReplayScenarios
{
    public static IReadOnlyDictionary<string, Func<Conversation, Task<IReadOnlyList<Difference>>>> All { get; } =
        new Dictionary<string, Func<Conversation, Task<IReadOnlyList<Difference>>>>
        {
            ["01-qir-rigetti-bell-tuple"] = TupleOnRigetti,
            ["02-qir-ionq-ghz-items"] = conversation => Items(conversation, "ionq.simulator", zeros: 50, ones: 50),
            ["03-qir-quantinuum-emulator-cost"] = conversation => Items(conversation, "quantinuum.sim.h2-1e", zeros: 48, ones: 52),
            ["05-ionq-json"] = IonQJson,
            ["08-failed-job"] = FailingJob,
            ["10-expired-sas-refresh"] = ExpiredSignature,
            ["13-api-key-401"] = RefusedKey,
            ["14-provider-status"] = Targets,
        };

    private static readonly WaitOptions Promptly = new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) };

    private static async Task<IReadOnlyList<Difference>> TupleOnRigetti(Conversation conversation)
    {
        var qir = conversation.Last("PUT input").RequestBody;
        var (job, result, differences) = await RunAsync(conversation, id => JobRequest.Qir(id, "azure-quantum-job", "rigetti.sim.qvm", qir, shots: 1));
        RecordedAnswers.CheckJob(job, conversation);
        RecordedAnswers.CheckShots(result, conversation);
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["00"] = 1 }));
        Assert.That(job.Cost!.Events.Single().DimensionId, Is.EqualTo("qpu_time_centiseconds"));
        return differences;
    }

    private static async Task<IReadOnlyList<Difference>> Items(Conversation conversation, string target, int zeros, int ones)
    {
        var (job, result, differences) = await RunAsync(conversation, id => new JobRequest
        {
            Id = id,
            Name = "Qiskit Sample - 3-qubit GHZ circuit",
            Target = target,
            InputFormat = JobFormats.Qir,
            Input = BinaryData.FromString(conversation.Last("PUT input").RequestBody),
            OutputFormat = JobFormats.MicrosoftResults,
            Shots = 100,
            InputParams = new JsonObject
            {
                ["count"] = 100,
                ["items"] = new JsonArray(new JsonObject { ["entryPoint"] = "ENTRYPOINT__main", ["arguments"] = new JsonArray() }),
            },
            Metadata = new Dictionary<string, string>
            {
                ["qiskit"] = "True", ["name"] = "Qiskit Sample - 3-qubit GHZ circuit", ["num_qubits"] = "4", ["metadata"] = "{}",
            },
        });
        RecordedAnswers.CheckJob(job, conversation);
        RecordedAnswers.CheckShots(result, conversation);
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["000"] = zeros, ["111"] = ones }));
        Assert.That(job.Metadata["num_qubits"], Is.EqualTo("4"));
        return differences;
    }

    private static async Task<IReadOnlyList<Difference>> IonQJson(Conversation conversation)
    {
        var circuit = conversation.Last("PUT input").RequestBody;
        var (job, result, differences) = await RunAsync(
            conversation, id => JobRequest.IonQ(id, "ionq-3ghz-job", "ionq.simulator", circuit, shots: 100) with { ProviderId = "IonQ" });
        RecordedAnswers.CheckJob(job, conversation);
        var histogram = conversation.Last("GET output").Answer.GetProperty("histogram");
        var probabilities = result.Probabilities!;
        Assert.That(probabilities.ToDictionary(entry => Convert.ToInt32(new string([.. entry.Key.Reverse()]), 2), entry => entry.Value),
            Is.EqualTo(histogram.EnumerateObject().ToDictionary(entry => int.Parse(entry.Name, CultureInfo.InvariantCulture), entry => entry.Value.GetDouble())));
        // The recorded job itself tells no shots and no qubits: that is said, and nothing is made up.
        Assert.That(probabilities.Keys, Is.EqualTo(new[] { "000", "111" }));
        Assert.That((result.Shots, result.Counts.Count, result.Warnings.Count), Is.EqualTo((0, 0, 2)), string.Join("; ", result.Warnings));
        return differences;
    }

    private static async Task<IReadOnlyList<Difference>> FailingJob(Conversation conversation)
    {
        var id = JobRequest.NewId();
        using var server = new RecordedServer(conversation, id);
        var client = server.Client();
        await client.SubmitAsync(JobRequest.Quil(id, "qdk-python-test", "rigetti.sim.qvm", conversation.Last("PUT input").RequestBody, shots: 1));
        var job = await client.WaitAsync(id, Promptly);
        RecordedAnswers.CheckJob(job, conversation);
        var error = conversation.Last("GET jobs/{id}").Answer.GetProperty("errorData");
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => client.GetResultAsync(job))!;
        Assert.That((thrown.Status, thrown.Code), Is.EqualTo((0, error.GetProperty("code").GetString())));
        Assert.That(thrown.Message, Does.Contain(error.GetProperty("message").GetString()!).And.Contain(id).And.Contain("What to do"));
        return server.Differences();
    }

    private static async Task<IReadOnlyList<Difference>> ExpiredSignature(Conversation conversation)
    {
        var id = JobRequest.NewId();
        // All recorded signatures expire in 2050.
        using var server = new RecordedServer(conversation, id);
        var client = server.Client(new FixedClock(new DateTimeOffset(2051, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await client.SubmitAsync(new JobRequest
        {
            Id = id,
            Name = "azure-quantum-job",
            Target = "echo-output",
            ProviderId = "Microsoft.Test.FirstParty",
            InputFormat = "microsoft.quantum-log.v1",
            Input = BinaryData.FromString(conversation.Last("PUT input").RequestBody),
            OutputFormat = "microsoft.quantum-log.v1",
            Shots = 1,
        });
        Job job;
        do
            job = await client.GetJobAsync(id);
        while (!job.State.IsTerminal);
        RecordedAnswers.CheckJob(job, conversation);
        Assert.That((await client.GetOutputAsync(job)).ToString(), Is.EqualTo(conversation.Last("GET output").AnswerBody));
        return server.Differences();
    }

    private static async Task<IReadOnlyList<Difference>> RefusedKey(Conversation conversation)
    {
        using var server = new RecordedServer(conversation, JobRequest.NewId());
        var client = server.Client();
        var recorded = conversation.Interactions[0].Answer.GetProperty("value").EnumerateArray().ToArray();
        var jobs = new List<Job>();
        await foreach (var job in client.ListJobsAsync())
        {
            jobs.Add(job);
            if (jobs.Count == recorded.Length)
                break;
        }
        for (var i = 0; i < recorded.Length; i++)
            RecordedAnswers.CheckJob(jobs[i], recorded[i]);
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(async () => await client.ListJobsAsync().GetAsyncEnumerator().MoveNextAsync())!;
        Assert.That((thrown.Status, thrown.Code), Is.EqualTo((401, "Unauthorized")));
        Assert.That(thrown.Message, Does.Contain("invalid_token").And.Contain("What to do"));
        return server.Differences();
    }

    private static async Task<IReadOnlyList<Difference>> Targets(Conversation conversation)
    {
        using var server = new RecordedServer(conversation, JobRequest.NewId());
        var client = server.Client();
        foreach (var interaction in conversation.Interactions)
        {
            var recorded = interaction.Answer.GetProperty("value").EnumerateArray().ToArray();
            var providers = await client.GetProviderStatusAsync();
            Assert.That(providers.Select(provider => (provider.Id, provider.Availability)), Is.EqualTo(
                recorded.Select(provider => (provider.GetProperty("id").GetString(), provider.GetProperty("currentAvailability").GetString()))));
            Assert.That(
                providers.SelectMany(provider => provider.Targets)
                    .Select(target => (target.Id, target.Availability, (int)target.AverageQueueTime!.Value.TotalSeconds, target.StatusPage ?? "")),
                Is.EqualTo(recorded.SelectMany(provider => provider.GetProperty("targets").EnumerateArray()).Select(target => (
                    target.GetProperty("id").GetString(), target.GetProperty("currentAvailability").GetString(),
                    target.GetProperty("averageQueueTime").GetInt32(), target.GetProperty("statusPage").GetString() ?? ""))));
        }
        return server.Differences();
    }

    private static async Task<(Job Job, JobResult Result, IReadOnlyList<Difference> Differences)> RunAsync(Conversation conversation, Func<string, JobRequest> request)
    {
        var id = JobRequest.NewId();
        using var server = new RecordedServer(conversation, id);
        var client = server.Client();
        var submitted = await client.SubmitAsync(request(id));
        Assert.That((submitted.Id, submitted.State), Is.EqualTo((id, JobState.Waiting)));
        var states = new List<string>();
        var job = await client.WaitAsync(id, Promptly, new Recorder(states));
        var recordedStates = conversation.Interactions.Where(interaction => interaction.What == "GET jobs/{id}")
            .Select(interaction => interaction.Answer.GetProperty("status").GetString()!).ToArray();
        var ended = Array.FindIndex(recordedStates, state => state is "Succeeded" or "Failed");
        Assert.That(states, Is.EqualTo(recordedStates[..(ended + 1)]), "every recorded state is seen, in its order");
        var result = await client.GetResultAsync(job);
        return (job, result, server.Differences());
    }

    private sealed class Recorder(List<string> states) : IProgress<Job>
    {
        public void Report(Job value) => states.Add(value.State.Text);
    }
}
