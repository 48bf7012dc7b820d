using System.Text;

namespace QaaHybrid.Azure.Tests.Journal;

/// <summary>The file itself: what it keeps, what it forgives, what it refuses.</summary>
public class JobJournalTest
{
    private const string Workspace = "/subscriptions/s/w";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private JobJournal Open() => new(_folder.Path);

    private string File => _folder.File(JobJournal.FileName);

    [Test]
    public void Nothing_is_written_before_the_first_job()
    {
        var journal = new JobJournal(_folder.File("run"));
        Assert.That(journal.Entries, Is.Empty);
        Assert.That(_folder.Names, Is.Empty);
        Assert.That(JobJournal.IsIn(_folder.File("run")), Is.False);
    }

    [Test]
    public void What_is_planned_is_read_again_as_it_was()
    {
        var (planned, isNew) = Open().Plan(Submitted.Request, "key", Workspace, new ReservedPrice(12.4166m, "USD"));
        var read = Open();
        Assert.Multiple(() =>
        {
            Assert.That(isNew);
            Assert.That(read.Entries, Is.EqualTo(new[] { planned }));
            Assert.That(Guid.TryParseExact(planned.Id, "D", out _), planned.Id);
            Assert.That(planned, Has.Property("Key").EqualTo("key").And.Property("Attempt").EqualTo(1).And.Property("Name").EqualTo("two qubits"));
            Assert.That(planned, Has.Property("Workspace").EqualTo(Workspace).And.Property("Target").EqualTo("ionq.simulator").And.Property("Shots").EqualTo(100));
            Assert.That(planned.Price, Is.EqualTo(new ReservedPrice(12.4166m, "USD")));
            // By sha256sum.
            Assert.That(planned.InputHash, Is.EqualTo("533850327d4630ade06dff7bea22829d49197daf7c8c9afeb1375b3e75c98e51"));
            Assert.That(planned.IsOpen && planned.IsCharged && !planned.IsLost);
        });
    }

    [Test]
    public void The_request_is_on_the_disk_before_the_job_is_sent_and_comes_back_as_it_was()
    {
        var request = Submitted.Request with { InputParams = new() { ["noise"] = new System.Text.Json.Nodes.JsonObject { ["model"] = "aria-1" } }, ProviderId = "ionq" };
        var (planned, _) = Open().Plan(request, "key", Workspace, null);
        var read = Open().Request(planned);
        Assert.Multiple(() =>
        {
            Assert.That(read.Id, Is.EqualTo(planned.Id));
            Assert.That(read.Input.ToString(), Is.EqualTo(Submitted.Text));
            Assert.That(read.InputParams!.ToJsonString(), Is.EqualTo(request.InputParams.ToJsonString()));
            Assert.That((read.Name, read.Target, read.ProviderId, read.InputFormat, read.OutputFormat, read.Shots),
                Is.EqualTo((request.Name, request.Target, request.ProviderId, request.InputFormat, request.OutputFormat, request.Shots)));
        });
    }

    [Test]
    public void An_input_that_is_no_text_comes_back_byte_for_byte()
    {
        byte[] bitcode = [0x42, 0x43, 0xC0, 0xDE, 0x00, 0xFF, 0xFE];
        var (planned, _) = Open().Plan(Submitted.Request with { Input = new BinaryData(bitcode) }, "key", Workspace, null);
        Assert.That(Open().Request(planned).Input.ToArray(), Is.EqualTo(bitcode));
    }

    [Test]
    public void A_request_file_that_was_changed_is_refused_by_its_name()
    {
        var (planned, _) = Open().Plan(Submitted.Request, "key", Workspace, null);
        var file = Path.Combine(_folder.Path, "jobs", planned.Id + ".request.json");
        System.IO.File.WriteAllText(file, System.IO.File.ReadAllText(file).Replace("@ENTRY", "@entry"));
        Assert.That(() => Open().Request(planned), Throws.TypeOf<InvalidDataException>().With.Message.Contains(file).And.Message.Contains(planned.InputHash));
    }

    [Test]
    public void A_key_has_one_job_until_it_failed_or_was_cancelled()
    {
        var journal = Open();
        var (first, _) = journal.Plan(Submitted.Request, "key", Workspace, null);
        Assert.That(journal.Plan(Submitted.Request, "key", Workspace, null), Is.EqualTo((first, false)));
        journal.Note(first.Id, JournalEvent.Submitted, "Waiting");
        Assert.That(journal.Plan(Submitted.Request, "key", Workspace, null).Entry.Id, Is.EqualTo(first.Id));
        journal.Note(first.Id, JournalEvent.Ended, "Failed", "InternalError: no luck");
        Assert.That(journal.Find(first.Id), Has.Property("IsLost").True.And.Property("IsOpen").False.And.Property("IsCharged").True);
        var (second, isNew) = journal.Plan(Submitted.Request, "key", Workspace, null);
        Assert.Multiple(() =>
        {
            Assert.That(isNew);
            Assert.That(second.Id, Is.Not.EqualTo(first.Id));
            Assert.That(second.Attempt, Is.EqualTo(2));
            Assert.That(Open().FindKey(Workspace, "key"), Is.EqualTo(second));
            Assert.That(Open().Entries, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void A_refused_job_keeps_its_id_when_it_is_planned_again()
    {
        var journal = Open();
        var (first, _) = journal.Plan(Submitted.Request, "key", Workspace, null);
        Assert.That(journal.Note(first.Id, JournalEvent.Refused, message: "409"), Has.Property("IsCharged").False.And.Property("IsOpen").False);
        var (again, isNew) = journal.Plan(Submitted.Request, "key", Workspace, null);
        Assert.Multiple(() =>
        {
            Assert.That(again, Has.Property("Id").EqualTo(first.Id).And.Property("Step").EqualTo(JobStep.Planned).And.Property("Message").Null);
            Assert.That(isNew, Is.False, "the service has to be asked first");
            Assert.That(Open().Entries, Is.EqualTo(journal.Entries));
        });
    }

    [Test]
    public void Another_workspace_has_jobs_of_its_own()
    {
        var journal = Open();
        var here = journal.Plan(Submitted.Request, "key", Workspace, null).Entry;
        var there = journal.Plan(Submitted.Request, "key", "/subscriptions/s/other", null).Entry;
        Assert.That(there.Id, Is.Not.EqualTo(here.Id));
        Assert.That(journal.FindKey(Workspace, "key"), Is.EqualTo(here));
    }

    [Test]
    public void What_is_no_news_moves_nothing()
    {
        var journal = Open();
        var id = journal.Plan(Submitted.Request, "key", Workspace, null).Entry.Id;
        var ended = journal.Note(id, JournalEvent.Ended, "Succeeded");
        Assert.That(journal.Note(id, JournalEvent.Submitted, "Executing"), Is.EqualTo(ended));
        Assert.That(Open().Find(id), Is.EqualTo(ended));
    }

    [Test]
    public void Any_number_of_bytes_of_the_last_line_may_be_missing()
    {
        var journal = Open();
        var id = journal.Plan(Submitted.Request, "key", Workspace, new ReservedPrice(1, "USD")).Entry.Id;
        journal.Note(id, JournalEvent.Submitted, "Waiting");
        var whole = System.IO.File.ReadAllBytes(File);
        var lines = Encoding.UTF8.GetString(whole).Split('\n');
        Assert.That(lines, Has.Length.EqualTo(4));
        // Every eleventh byte, and all around the ends of lines.
        var ends = whole.Index().Where(letter => letter.Item == '\n').Select(letter => letter.Index).ToList();
        foreach (var length in Enumerable.Range(0, whole.Length).Where(length => length % 11 == 0 || ends.Exists(end => Math.Abs(length - end) <= 1)))
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            var cut = Open();
            var left = Encoding.UTF8.GetString(whole[..length]).Count(letter => letter == '\n');
            Assert.That(cut.Entries, Has.Count.EqualTo(left >= 2 ? 1 : 0), $"{length} bytes");
            // The next line takes the place of the half one; where the journal's own number is left, the job gets the id that it had.
            var again = cut.Plan(Submitted.Request, "key", Workspace, null).Entry;
            if (left >= 1)
                Assert.That(again.Id, Is.EqualTo(id), $"{length} bytes");
            cut.Note(again.Id, JournalEvent.Submitted, "Executing");
            Assert.That(Open().Entries.Single(), Has.Property("Step").EqualTo(JobStep.Submitted).And.Property("State").EqualTo("Executing"), $"{length} bytes");
        }
    }

    [TestCase("half a line", "half a line", TestName = "Damage: no JSON")]
    [TestCase("{}", "event", TestName = "Damage: an object of another kind")]
    [TestCase("{\"event\":\"vanished\",\"time\":\"2026-01-01T00:00:00Z\",\"job\":\"x\"}", "vanished", TestName = "Damage: an event that there is not")]
    [TestCase("{\"event\":\"ended\",\"time\":\"2026-01-01T00:00:00Z\",\"job\":\"x\"}", "job x was never planned", TestName = "Damage: a job that was not planned")]
    [TestCase("{\"event\":\"planned\",\"time\":\"2026-01-01T00:00:00Z\",\"job\":\"x\",\"key\":\"k\"}", "attempt", TestName = "Damage: half a job")]
    [TestCase("", "line 2", TestName = "Damage: an empty line")]
    public void Damage_in_the_middle_is_refused_with_file_and_line(string line, string reason)
    {
        var journal = Open();
        journal.Plan(Submitted.Request, "key", Workspace, null);
        var lines = System.IO.File.ReadAllLines(File);
        System.IO.File.WriteAllLines(File, [lines[0], line, lines[1]]);
        Assert.That(Open, Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"{File}, line 2: ").And.Message.Contains(reason).And.Message.Contains("mend"));
    }

    [Test]
    public void A_line_that_is_gone_is_refused()
    {
        var journal = Open();
        var id = journal.Plan(Submitted.Request, "key", Workspace, null).Entry.Id;
        journal.Note(id, JournalEvent.Submitted);
        var lines = System.IO.File.ReadAllLines(File);
        System.IO.File.WriteAllLines(File, [lines[0], lines[2]]);
        Assert.That(Open, Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 2").And.Message.Contains($"job {id} was never planned"));
        System.IO.File.WriteAllLines(File, lines[..1]);
        Assert.That(journal.Refresh, Throws.TypeOf<InvalidDataException>().With.Message.Contains("shorter"));
    }

    [Test]
    public void What_terminals_would_obey_is_not_shown_as_it_is()
    {
        System.IO.File.WriteAllText(File, "\u001b[2Jwiped\a\n");
        Assert.That(Open, Throws.TypeOf<InvalidDataException>().With.Message.Contains("'\uFFFD[2Jwiped\uFFFD' is no line"));
    }

    [Test]
    public void Where_the_journal_cannot_be_written_no_request_is_left()
    {
        if (!System.IO.File.Exists("/dev/full"))
            Assert.Ignore("there is no full device here");
        System.IO.File.CreateSymbolicLink(File, "/dev/full");
        Assert.That(() => Open().Plan(Submitted.Request, "key", Workspace, null), Throws.TypeOf<JournalWriteException>().With.Message.StartsWith($"{File} cannot be written, without which no job is sent: "));
        Assert.That(Directory.GetFiles(_folder.File("jobs")), Is.Empty);
    }

    [Test]
    public void Two_journals_of_one_folder_see_each_other_and_lose_no_line()
    {
        const int jobs = 40;
        JobJournal[] journals = [Open(), Open()];
        Parallel.ForEach(journals, journal =>
        {
            for (var i = 0; i < jobs; i++)
                journal.Note(journal.Plan(Submitted.Request, $"key {i}", Workspace, null).Entry.Id, JournalEvent.Submitted, "Waiting");
        });
        var entries = Open().Entries;
        Assert.That(entries, Has.Count.EqualTo(jobs).And.All.Property("Step").EqualTo(JobStep.Submitted));
        Assert.That(entries.Select(entry => entry.Id), Is.Unique);
    }

    [Test]
    public void A_result_is_kept_and_the_request_goes()
    {
        var journal = Open();
        var id = journal.Plan(Submitted.Request, "key", Workspace, null).Entry.Id;
        journal.Note(id, JournalEvent.Ended, "Succeeded");
        journal.Keep(id, FakeService.Result("01", 100));
        Assert.That(Directory.GetFiles(_folder.File("jobs")).Select(Path.GetFileName), Is.EqualTo(new[] { id + ".result.json" }));
        Assert.That(Open().Kept(id)!.Counts, Is.EqualTo(new Dictionary<string, long> { ["01"] = 100 }));
        System.IO.File.WriteAllText(_folder.File($"jobs/{id}.result.json"), "{\"cou");
        Assert.That(Open().Kept(id), Is.Null, "a damaged result is fetched again");
    }
}
