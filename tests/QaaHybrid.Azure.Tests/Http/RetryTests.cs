namespace QaaHybrid.Azure.Tests;

/// <summary>What is repeated and what is not, and that no repetition makes a second job. 429 and lost connections are not recorded.</summary>
public class RetryTests
{
    private static readonly string[] Steps = ["POST sasUri", "PUT container", "PUT inputData", "PUT job"];

    private static readonly (string Name, Answer Answer)[] Passing =
    [
        ("cut", Answer.Cut), ("half", new Answer(200, "{\"sasUri\":\"ht") { Missing = 100 }), ("408", new Answer(408)), ("429", new Answer(429)),
        ("500", new Answer(500)), ("502", new Answer(502)), ("503", new Answer(503)), ("504", new Answer(504)),
    ];

    private static IEnumerable<TestCaseData> PassingFaults =>
        from step in Steps
        from fault in Passing
        select new TestCaseData(step, fault.Answer).SetArgDisplayNames(step, fault.Name);

    [TestCaseSource(nameof(PassingFaults))]
    public async Task A_fault_that_passes_is_outlived_and_makes_no_second_job(string step, object fault)
    {
        using var workspace = new FakeWorkspace();
        var left = 2;
        workspace.Fault = request => Step(request, step) && left-- > 0 ? (Answer)fault : null;
        var request = Programs.BellJob();
        var job = await Client(workspace).SubmitAsync(request);
        Assert.That((job.Id, job.State, workspace.JobsMade), Is.EqualTo((request.Id, JobState.Waiting, 1)));
        Assert.That(left, Is.LessThan(0), "the fault was met twice, and the third try went through");
    }

    [TestCaseSource(nameof(Steps))]
    public async Task An_answer_that_is_lost_after_the_deed_makes_no_second_job(string step)
    {
        using var workspace = new FakeWorkspace();
        var lost = false;
        // The first time the deed is done, and the answer gets lost.
        workspace.Fault = request =>
        {
            if (!Step(request, step) || lost)
                return null;
            lost = true;
            workspace.Do(request);
            return Answer.Cut;
        };
        var request = Programs.BellJob();
        var job = await Client(workspace).SubmitAsync(request);
        Assert.That((lost, job.Id, workspace.JobsMade, workspace.Blobs[$"/job-{request.Id}/inputData"]), Is.EqualTo((true, request.Id, 1, Programs.Bell)));
    }

    [Test]
    public async Task A_job_that_got_through_is_found_though_every_answer_to_its_submission_is_lost()
    {
        using var workspace = new FakeWorkspace();
        workspace.Fault = request =>
        {
            if (!Step(request, "PUT job"))
                return null;
            workspace.Do(request);
            return Answer.Cut;
        };
        var request = Programs.BellJob();
        var job = await Client(workspace).SubmitAsync(request);
        Assert.That((job.Id, workspace.JobsMade), Is.EqualTo((request.Id, 1)));
        Assert.That(workspace.ToService.Count(seen => Step(seen, "PUT job")), Is.EqualTo(4), "once, and three repetitions");
    }

    [TestCaseSource(nameof(Steps))]
    public void A_fault_that_stays_is_reported_with_its_step(string step)
    {
        using var workspace = new FakeWorkspace { Fault = request => Step(request, step) ? Answer.Cut : null };
        var request = Programs.BellJob();
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => Client(workspace).SubmitAsync(request))!;
        Assert.That((thrown.Code, thrown.Status, thrown.IsTransient, workspace.JobsMade), Is.EqualTo(("ConnectionFailed", 0, true, 0)));
        Assert.That(thrown.Message, Does.Contain("4 tries").And.Contain(step == "PUT inputData" ? "inputData" : request.Id));
        workspace.Fault = null;
        Assert.That(async () => (await Client(workspace).SubmitAsync(request)).Id, Is.EqualTo(request.Id), "the same request goes through afterwards");
        Assert.That(workspace.JobsMade, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Steps))]
    public void Cancelling_at_a_step_ends_the_submission_there(string step)
    {
        using var workspace = new FakeWorkspace();
        using var cancellation = new CancellationTokenSource();
        workspace.Fault = request =>
        {
            if (!Step(request, step))
                return null;
            cancellation.Cancel();
            return Answer.Cut;
        };
        Assert.That(() => Client(workspace).SubmitAsync(Programs.BellJob(), cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(workspace.ToService.Concat(workspace.ToStorage).Count(request => Step(request, step)), Is.EqualTo(1));
        Assert.That(workspace.JobsMade, Is.Zero);
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(409)]
    [TestCase(501)]
    public void A_refusal_is_not_repeated(int status)
    {
        using var workspace = new FakeWorkspace { Fault = request => Step(request, "PUT job") ? FakeWorkspace.Error(status, "Code", "Words.") : null };
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => Client(workspace).SubmitAsync(Programs.BellJob()))!;
        Assert.That((thrown.Status, thrown.Code), Is.EqualTo((status, "Code")));
        Assert.That(workspace.ToService.Count(request => Step(request, "PUT job")), Is.EqualTo(1));
    }

    [Test]
    public async Task An_answer_that_never_comes_is_given_up_and_asked_for_again()
    {
        using var workspace = new FakeWorkspace();
        var silent = 1;
        workspace.Fault = request => Step(request, "POST sasUri") && silent-- > 0 ? Answer.Silent : null;
        // Long enough for every other answer on a busy machine.
        var client = workspace.Client(FakeWorkspace.Quick with { NetworkTimeout = TimeSpan.FromSeconds(2) });
        Assert.That((await client.SubmitAsync(Programs.BellJob())).State, Is.EqualTo(JobState.Waiting));
        Assert.That(workspace.ToService.Count(request => Step(request, "POST sasUri")), Is.EqualTo(2));
    }

    // The version of the recordings: there the client makes the container, which is a step more.
    private static QuantumWorkspace Client(FakeWorkspace workspace) =>
        workspace.Client(FakeWorkspace.Quick with { ApiVersion = "2025-12-01-preview" });

    private static bool Step(SeenRequest request, string step) => step switch
    {
        "POST sasUri" => request.Path.EndsWith("/storage/sasUri", StringComparison.Ordinal),
        "PUT container" => request.Method == "PUT" && request.Address.Query.Contains("restype=container", StringComparison.Ordinal),
        "PUT inputData" => request.Method == "PUT" && request.Path.EndsWith("/inputData", StringComparison.Ordinal),
        _ => request.Method == "PUT" && request.Path.Contains("/jobs/", StringComparison.Ordinal),
    };
}
