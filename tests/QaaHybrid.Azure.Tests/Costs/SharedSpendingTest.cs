using System.Collections.Concurrent;
using QaaHybrid.Azure.Tests.Journal;
using QaaHybrid.Files;

namespace QaaHybrid.Azure.Tests.Costs;

/// <summary>One budget for several processes. Each is played by a journal and a spending of its own: a lock of the file system does not ask who in a process holds it.</summary>
public class SharedSpendingTest
{
    private static readonly PriceEstimate Dollar = new("ionq.qpu.aria-1", 1, "USD") { UpperAmount = 1 };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void However_many_reserve_at_once_the_sum_stays_within_the_budget([Values(1, 7, 40)] int limit)
    {
        var reserved = new ConcurrentBag<decimal>();
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, process =>
        {
            using var spending = Spend($"process {process}");
            var budget = new Budget(limit, "USD").SharedIn(spending);
            for (var i = 0; i < 12; i++)
                try
                {
                    budget.Reserve(Dollar);
                }
                catch (BudgetExceededException)
                {
                }
            reserved.Add(budget.Reserved);
            // The journal would say so from now on.
            Plan($"process {process}", budget.Reserved);
        });
        Assert.That(reserved.Sum(), Is.EqualTo(Math.Min(limit, 4 * 12)), "neither more than the budget nor less");
    }

    [Test]
    public void What_others_at_work_have_set_aside_counts_and_comes_back()
    {
        using var one = Spend("one");
        using var other = Spend("other");
        var (first, second) = (new Budget(10, "USD").SharedIn(one), new Budget(10, "USD").SharedIn(other));
        first.Reserve(Dollar with { UpperAmount = 7 });
        var refusal = Assert.Throws<BudgetExceededException>(() => second.Reserve(Dollar with { UpperAmount = 4 }));
        Assert.That(refusal!.Message, Does.EndWith("this job may cost up to 4.00 USD; with the 7.00 USD already spent or reserved that is 11.00 USD, above the budget of 10.00 USD"));
        Assert.That(second.Reserve(Dollar with { UpperAmount = 3 }), Is.EqualTo(3));
        first.Settle(7, new ReportedCharge(2, "USD"));
        Assert.That(second.Reserve(Dollar with { UpperAmount = 5 }), Is.EqualTo(5), "2 + 3 + 5");
        Assert.Throws<BudgetExceededException>(() => first.Reserve(Dollar));
        second.Return(5);
        Assert.That(first.Reserve(Dollar with { UpperAmount = 5 }), Is.EqualTo(5), "2 + 3 + 5 again");
        Assert.Throws<BudgetExceededException>(() => first.Reserve(Dollar));
    }

    [Test]
    public void Of_processes_that_have_ended_the_journal_counts()
    {
        using (var ended = Spend("ended"))
        {
            new Budget(10, "USD").SharedIn(ended).Reserve(Dollar with { UpperAmount = 9 });
            Plan("ended", 6);
        }
        using var spending = Spend("next");
        var budget = new Budget(10, "USD").SharedIn(spending);
        Assert.Throws<BudgetExceededException>(() => budget.Reserve(Dollar with { UpperAmount = 5 }));
        Assert.That(budget.Reserve(Dollar with { UpperAmount = 4 }), Is.EqualTo(4));
    }

    [Test]
    public void What_a_process_that_was_killed_had_only_set_aside_is_free_again()
    {
        using var killed = Spend("killed");
        new Budget(10, "USD").SharedIn(killed).Reserve(Dollar with { UpperAmount = 9 });
        Plan("killed", 2);
        // What it leaves behind, without anybody who holds it.
        using var left = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(_folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var copy = left.File(Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, file.EndsWith(".at-work", StringComparison.Ordinal) ? [] : File.ReadAllBytes(file));
        }
        using var spending = SharedSpending.Open(left.Path, left.File("next"), Workspace, () => Directory.GetDirectories(left.Path).Where(JobJournal.IsIn));
        var budget = new Budget(10, "USD").SharedIn(spending);
        Assert.Throws<BudgetExceededException>(() => budget.Reserve(Dollar with { UpperAmount = 9 }));
        Assert.That(budget.Reserve(Dollar with { UpperAmount = 8 }), Is.EqualTo(8), "2 of 10 are spent");
    }

    [Test]
    public void Two_processes_do_not_work_on_one_journal()
    {
        using var spending = Spend("one");
        Assert.That(() => Spend("one"), Throws.InstanceOf<IOException>().With.Message.Contains("in use by another process"));
    }

    [Test]
    public void On_a_full_disk_nothing_is_set_aside_and_what_is_given_back_counts_still()
    {
        using var disk = SmallDisk.MountOrSkip("1m");
        using var spending = SharedSpending.Open(disk.Path, disk.File("one"), Workspace, () => []);
        var budget = new Budget(10, "USD").SharedIn(spending);
        budget.Reserve(Dollar with { UpperAmount = 4 });
        disk.Fill();
        Assert.That(() => budget.Reserve(Dollar), Throws.TypeOf<FileWriteException>().With.Message.StartsWith($"{disk.File(".budget.json")} cannot be written: No space left on device"));
        Assert.That(budget.Settle(4, new ReportedCharge(1, "USD")), Is.EqualTo(1));
        Assert.That(budget.Reserved, Is.EqualTo(4));
        disk.Free();
        Assert.That(budget.Reserve(Dollar with { UpperAmount = 6 }), Is.EqualTo(6));
    }

    [Test]
    public void A_damaged_file_is_named_and_nothing_is_set_aside()
    {
        using var spending = Spend("one");
        var file = _folder.Write(".budget.json", "{");
        var budget = new Budget(10, "USD").SharedIn(spending);
        Assert.That(() => budget.Reserve(Dollar), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"{file} is damaged"));
        Assert.That(budget.Reserved, Is.Zero);
        File.Delete(file);
    }

    private static string Workspace => new FakeService().Workspace;

    private SharedSpending Spend(string journal) => SharedSpending.Open(_folder.Path, _folder.File(journal), Workspace, () => Directory.GetDirectories(_folder.Path).Where(JobJournal.IsIn));

    private void Plan(string journal, decimal price) => new JobJournal(_folder.File(journal)).Plan(Submitted.Request, "key", Workspace, new ReservedPrice(price, "USD"));
}
