namespace QaaHybrid.Azure.Tests.Journal;

/// <summary>What a job's caller is told, and what the journal is told, when things go wrong short of a dead process.</summary>
public class JournalledJobsTest
{

    private TemporaryFolder _folder = null!;
    private FakeService _service = null!;

    [SetUp]
    public void Start() => (_folder, _service) = (new TemporaryFolder(), new FakeService());

    [TearDown]
    public void End() => _folder.Dispose();

    private JournalledJobs Life() => new(new JobJournal(_folder.Path), _service);

    private JournalEntry OnlyEntry => new JobJournal(_folder.Path).Entries.Single();

    [TestCase(400, "InvalidJobDefinition")]
    [TestCase(401, "Unauthorized")]
    [TestCase(403, "InvalidJobDefinition")]
    [TestCase(409, "TargetUnavailable")]
    public async Task A_refusal_is_told_written_down_and_costs_nothing(int status, string code)
    {
        _service.At = point => Throw(point == "submit: before", status, code);
        Assert.That(async () => await Life().RunAsync(Submitted.Request, "key"), Throws.TypeOf<QuantumServiceException>().With.Property("Code").EqualTo(code));
        var refused = OnlyEntry;
        Assert.That(refused, Has.Property("Step").EqualTo(JobStep.Refused).And.Property("IsCharged").False.And.Property("Message").Contains(code));
        Assert.That(async () => await Life().FetchAsync(refused.Id), Throws.TypeOf<QuantumServiceException>().With.Property("Code").EqualTo("JobRefused"));
        _service.At = _ => { };
        await Life().RunAsync(Submitted.Request, "key");
        Assert.That(_service.Jobs.Single().Id, Is.EqualTo(refused.Id));
        Assert.That(OnlyEntry.Step, Is.EqualTo(JobStep.Fetched));
    }

    [TestCase(0, QuantumServiceException.ConnectionFailed)]
    [TestCase(408, "RequestTimeout")]
    [TestCase(429, "TooManyRequests")]
    [TestCase(500, "InternalServerError")]
    [TestCase(503, "ServiceUnavailable")]
    public async Task An_answer_that_leaves_it_open_leaves_the_job_planned(int status, string code)
    {
        _service.At = point => Throw(point == "submit: after", status, code);
        Assert.That(async () => await Life().RunAsync(Submitted.Request, "key"), Throws.TypeOf<QuantumServiceException>().With.Property("Status").EqualTo(status));
        Assert.That(OnlyEntry, Has.Property("Step").EqualTo(JobStep.Planned).And.Property("IsCharged").True);
        _service.At = _ => { };
        await Life().RunAsync(Submitted.Request, "key");
        Assert.That(_service.Calls["submit"], Is.EqualTo(1), "it was found, not sent again");
        Assert.That(OnlyEntry.Step, Is.EqualTo(JobStep.Fetched));
    }

    [Test]
    public async Task A_repeat_that_is_refused_though_the_first_try_got_through_is_no_refusal()
    {
        _service.At = point => Throw(point == "submit: after", 409, "TargetUnavailable");
        await Life().RunAsync(Submitted.Request, "key");
        Assert.That(OnlyEntry.Step, Is.EqualTo(JobStep.Fetched));
    }

    [Test]
    public async Task A_refusal_that_cannot_be_checked_is_one_and_the_next_try_finds_the_job()
    {
        _service.At = point => Throw(point is "submit: after" or "find: before", 401, "Unauthorized");
        Assert.That(async () => await Life().RunAsync(Submitted.Request, "key"), Throws.TypeOf<QuantumServiceException>());
        Assert.That(OnlyEntry.Step, Is.EqualTo(JobStep.Refused));
        _service.At = _ => { };
        await Life().RunAsync(Submitted.Request, "key");
        Assert.That((_service.Calls["submit"], _service.Jobs.Count, OnlyEntry.Step), Is.EqualTo((1, 1, JobStep.Fetched)));
    }

    [TestCase("Failed")]
    [TestCase("Cancelled")]
    public async Task A_job_that_ends_badly_is_told_and_asked_for_again_only_by_who_asks_again(string state)
    {
        _service.EndState = state;
        Assert.That(async () => await Life().RunAsync(Submitted.Request, "key"), Throws.TypeOf<QuantumServiceException>().With.Message.Contains(state));
        var lost = OnlyEntry;
        Assert.That(lost, Has.Property("IsLost").True.And.Property("State").EqualTo(state).And.Property("Message").Not.Null);
        Assert.That(async () => await Life().FetchAsync(lost.Id), Throws.TypeOf<QuantumServiceException>().With.Message.Contains(state));
        Assert.That(_service.Jobs, Has.Count.EqualTo(1));
        _service.EndState = "Completed";
        await Life().RunAsync(Submitted.Request, "key");
        Assert.That(_service.Jobs, Has.Count.EqualTo(2));
        Assert.That(new JobJournal(_folder.Path).Entries.Select(entry => (entry.Attempt, entry.Step)), Is.EqualTo(new[] { (1, JobStep.Ended), (2, JobStep.Fetched) }));
    }

    [Test]
    public async Task Who_stops_waiting_leaves_the_job()
    {
        _service.Hangs = true;
        using var stop = new CancellationTokenSource();
        var run = Life().RunAsync(Submitted.Request, "key", cancellationToken: stop.Token);
        await stop.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(OnlyEntry.Step, Is.EqualTo(JobStep.Submitted));
        Assert.That(_service.Calls, Does.Not.ContainKey("cancel"));
    }

    [Test]
    public async Task A_job_that_the_service_has_forgotten_is_not_paid_for_twice_unasked()
    {
        var entry = await Life().SubmitAsync(Submitted.Request, "key");
        _service.Forget(entry.Id);
        Assert.That(async () => await Life().RunAsync(Submitted.Request, "key"),
            Throws.TypeOf<QuantumServiceException>().With.Property("Code").EqualTo("JobForgotten").And.Message.Contains($"qaa jobs cancel {entry.Id}"));
        Assert.That(_service.Jobs, Is.Empty);
        Assert.That(await Life().CancelAsync(entry.Id), Has.Property("IsLost").True);
        await Life().RunAsync(Submitted.Request, "key");
        Assert.That(_service.Jobs, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_emulator_that_has_forgotten_a_job_gets_it_again()
    {
        var entry = await Life().SubmitAsync(Submitted.Request, "key");
        _service.Forget(entry.Id);
        await new JournalledJobs(new JobJournal(_folder.Path), _service) { SendsForgottenAgain = true }.RunAsync(Submitted.Request, "key");
        Assert.That(_service.Jobs.Single().Id, Is.EqualTo(entry.Id));
    }

    [Test]
    public async Task Many_that_ask_for_the_same_at_once_share_one_job()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Life().RunAsync(Submitted.Request, "key"))));
        Assert.That(_service.Jobs, Has.Count.EqualTo(1));
        Assert.That(OnlyEntry.Step, Is.EqualTo(JobStep.Fetched));
    }

    [Test]
    public async Task Cancelling_reaches_the_service_or_strikes_off_what_was_never_sent()
    {
        var sent = await Life().SubmitAsync(Submitted.Request, "sent");
        Assert.That(await Life().CancelAsync(sent.Id), Has.Property("State").EqualTo("Cancelled").And.Property("IsLost").True);
        _service.At = point => Throw(point == "submit: before", 500, "InternalServerError");
        Assert.That(async () => await Life().SubmitAsync(Submitted.Request, "unsent"), Throws.TypeOf<QuantumServiceException>());
        var unsent = new JobJournal(_folder.Path).Entries[^1];
        Assert.That(await Life().CancelAsync(unsent.Id), Has.Property("IsLost").True.And.Property("Message").Contains("before it was sent"));
        Assert.That(_service.Calls["cancel"], Is.EqualTo(1));
    }

    [Test]
    public async Task A_job_that_has_ended_stays_as_it_ended()
    {
        await Life().RunAsync(Submitted.Request, "key");
        var fetched = OnlyEntry;
        Assert.That(await Life().CancelAsync(fetched.Id), Is.EqualTo(fetched));
        Assert.That(_service.Calls, Does.Not.ContainKey("cancel"));
    }

    [Test]
    public async Task Updating_tells_the_journal_and_sends_nothing()
    {
        var entry = await Life().SubmitAsync(Submitted.Request, "key");
        await Life().WaitAsync(entry.Id);
        var second = await Life().SubmitAsync(Submitted.Request, "second");
        await _service.WaitAsync(second.Id, default);
        await Life().UpdateAsync();
        Assert.That(new JobJournal(_folder.Path).Entries.Select(each => each.Step), Is.All.EqualTo(JobStep.Ended));
        Assert.That(_service.Calls["submit"], Is.EqualTo(2));
    }

    [Test]
    public async Task What_the_service_charged_is_kept_when_it_says_so()
    {
        _service.Cost = new CostEstimate("USD", 97.5m, [new CostEvent("gs1q", null, null, 100, 100, 0.00022m)]);
        await Life().RunAsync(Submitted.Request, "key", new ReservedPrice(101, "USD"));
        Assert.That(OnlyEntry, Has.Property("Step").EqualTo(JobStep.Fetched).And.Property("Charge").EqualTo(new ReportedCharge(97.5m, "USD")));
    }

    [Test]
    public async Task A_charge_may_come_later_than_the_end_and_than_the_result()
    {
        var entry = await Life().SubmitAsync(Submitted.Request, "key");
        await Life().WaitAsync(entry.Id);
        Assert.That(OnlyEntry, Has.Property("Step").EqualTo(JobStep.Ended).And.Property("Charge").Null);
        await Life().FetchAsync(entry.Id);
        var job = _service.Jobs.Single();
        var charged = job with { Cost = new CostEstimate("USD", 0, [new CostEvent("hqc", "HQC", "hqc", 6.7m, 6.7m, 0)]) };
        Life().Learn(charged with { State = JobState.Executing });
        Assert.That(OnlyEntry.Charge, Is.Null, "a job that runs has cost nothing yet, whatever stands there");
        Life().Learn(charged);
        Assert.That(OnlyEntry, Has.Property("Step").EqualTo(JobStep.Fetched).And.Property("Charge").EqualTo(new ReportedCharge(6.7m, "HQC")));
        Life().Learn(charged);
        Life().Learn(charged with { Id = Guid.NewGuid().ToString() });
        Assert.That(File.ReadLines(new JobJournal(_folder.Path).File).Count(line => line.Contains("charge")), Is.EqualTo(1), "what is no news is not written");
    }

    [Test]
    public async Task A_job_of_another_workspace_is_not_asked_for_here()
    {
        var entry = await Life().SubmitAsync(Submitted.Request, "key");
        var other = new JournalledJobs(new JobJournal(_folder.Path), new FakeService { Workspace = "/subscriptions/other" });
        Assert.That(async () => await other.FetchAsync(entry.Id),
            Throws.TypeOf<QuantumServiceException>().With.Message.Contains(_service.Workspace).And.Message.Contains("/subscriptions/other"));
        Assert.That(async () => await Life().FetchAsync("nothing"), Throws.TypeOf<QuantumServiceException>().With.Message.Contains("nothing").And.Message.Contains("jobs.jsonl"));
    }

    private static void Throw(bool now, int status, string code)
    {
        if (now)
            throw new QuantumServiceException(status, code, $"the fake says {code}");
    }
}
