using QaaHybrid.Files;

namespace QaaHybrid.Azure.Tests.Journal;

/// <summary>Processes that die between any two steps: the next one finishes the job, and there is one job.</summary>
public class JournalledJobsCrashTest
{
    // Submitting, waiting, reading: each before and after it takes effect.
    private const int PointsOfOneLife = 6;


    [Test]
    public async Task The_points_are_all_there_are()
    {
        using var folder = new TemporaryFolder();
        List<string> points = [];
        await new JournalledJobs(new JobJournal(folder.Path), new FakeService { At = points.Add }).RunAsync(Submitted.Request, "key");
        Assert.That(points, Is.EqualTo(new[] { "submit: before", "submit: after", "wait: before", "wait: after", "result: before", "result: after" }));
        Assert.That(points, Has.Count.EqualTo(PointsOfOneLife));
    }

    [Test]
    public async Task A_process_that_dies_at_any_point_is_finished_by_the_next_with_one_job([Range(0, PointsOfOneLife - 1)] int point)
    {
        using var folder = new TemporaryFolder();
        var service = new FakeService();
        await DieAsync(folder, service, point);
        await FinishAsync(folder, service);
    }

    [Test]
    public async Task So_do_two_that_die_one_after_the_other([Range(0, PointsOfOneLife - 1)] int first)
    {
        // The second may look the job up as well: two points more.
        for (var second = 0; second < PointsOfOneLife + 2; second++)
        {
            using var folder = new TemporaryFolder();
            var service = new FakeService();
            await DieAsync(folder, service, first);
            await DieAsync(folder, service, second);
            await FinishAsync(folder, service);
        }
    }

    [Test]
    public async Task A_job_that_a_full_disk_keeps_from_being_written_down_is_not_sent()
    {
        using var disk = SmallDisk.MountOrSkip("1m");
        var service = new FakeService();
        var journal = new JobJournal(disk.Path);
        await new JournalledJobs(journal, service).RunAsync(Submitted.Request, "before");
        disk.Fill();
        Assert.ThrowsAsync<JournalWriteException>(() => new JournalledJobs(journal, service).SubmitAsync(Submitted.Request, "key"));
        Assert.That(service.Calls["submit"], Is.EqualTo(1), "the service was not asked");
        disk.Free();
        await new JournalledJobs(journal, service).RunAsync(Submitted.Request, "key");
        Assert.That(new JobJournal(disk.Path).Entries.Select(entry => (entry.Key, entry.Step)), Is.EqualTo(new[] { ("before", JobStep.Fetched), ("key", JobStep.Fetched) }));
    }

    [Test]
    public async Task A_disk_that_cannot_be_written_from_any_point_on_loses_no_job_and_makes_none_twice([Range(0, PointsOfOneLife - 1)] int point, [Values] bool full)
    {
        using var disk = SmallDisk.MountOrSkip("1m");
        var service = new FakeService();
        var passed = 0;
        service.At = _ =>
        {
            if (passed++ != point)
                return;
            // A full disk still takes the short lines that fit into the journal's last page.
            if (full)
                disk.Fill();
            else
                disk.SetReadOnly();
        };
        Assert.That(() => new JournalledJobs(new JobJournal(disk.Path), service).RunAsync(Submitted.Request, "key"), Throws.TypeOf<FileWriteException>());
        service.At = _ => { };
        disk.SetReadOnly(false);
        disk.Free();
        var again = new JobJournal(disk.Path);
        Assert.That(again.Entries.Single().IsOpen, "the journal knows that there is something to do");
        Assert.That((await new JournalledJobs(again, service).RunAsync(Submitted.Request, "key")).Counts["01"], Is.EqualTo(100));
        Assert.That(service.Jobs, Has.Count.EqualTo(1));
        Assert.That(new JobJournal(disk.Path).Entries.Single().Step, Is.EqualTo(JobStep.Fetched));
    }

    [Test]
    public async Task A_process_without_the_program_sends_what_the_last_one_left_unsent()
    {
        using var folder = new TemporaryFolder();
        var service = new FakeService();
        await DieAsync(folder, service, 0);
        var jobs = new JournalledJobs(new JobJournal(folder.Path), service);
        var id = jobs.Journal.Entries.Single().Id;
        Assert.That((await jobs.FetchAsync(id)).Counts["01"], Is.EqualTo(100));
        Assert.That(service.Jobs.Single(), Has.Property("Id").EqualTo(id).And.Property("Name").EqualTo(Submitted.Request.Name));
    }

    [Test]
    public async Task A_journal_that_lost_its_last_line_still_leads_to_the_same_job([Values(1, 2, 3)] int lost)
    {
        using var folder = new TemporaryFolder();
        var service = new FakeService();
        await new JournalledJobs(new JobJournal(folder.Path), service).RunAsync(Submitted.Request, "key");
        var file = folder.File(JobJournal.FileName);
        var lines = await File.ReadAllLinesAsync(file);
        Assert.That(lines, Has.Length.EqualTo(5), "the journal, planned, submitted, ended, fetched");
        await File.WriteAllLinesAsync(file, lines[..^lost]);
        if (lost == 3)
            Assert.That(new JobJournal(folder.Path).Entries.Single().Step, Is.EqualTo(JobStep.Planned));
        else
            await FinishAsync(folder, service);
    }

    private static async Task DieAsync(TemporaryFolder folder, FakeService service, int point)
    {
        var reached = 0;
        service.At = _ =>
        {
            if (reached++ == point)
                throw new ProcessDied();
        };
        var life = new JournalledJobs(new JobJournal(folder.Path), service);
        try
        {
            await life.RunAsync(Submitted.Request, "key");
        }
        catch (ProcessDied)
        {
            // What the process knew is gone; folder and service stay.
        }
        service.At = _ => { };
    }

    private static async Task FinishAsync(TemporaryFolder folder, FakeService service)
    {
        var life = new JournalledJobs(new JobJournal(folder.Path), service);
        var result = await life.RunAsync(Submitted.Request, "key");
        var entry = new JobJournal(folder.Path).Entries.Single();
        Assert.Multiple(() =>
        {
            Assert.That(result.Counts["01"], Is.EqualTo(100));
            Assert.That(service.Jobs.Single().Id, Is.EqualTo(entry.Id));
            Assert.That(entry, Has.Property("Step").EqualTo(JobStep.Fetched).And.Property("Attempt").EqualTo(1));
        });
        var calls = service.Calls.Values.Sum();
        await life.RunAsync(Submitted.Request, "key");
        Assert.That(service.Calls.Values.Sum(), Is.EqualTo(calls), "a result that is there is not asked for again");
    }

    private sealed class ProcessDied : Exception;
}
