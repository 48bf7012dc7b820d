using QaaHybrid.Azure.Tests.Journal;

namespace QaaHybrid.Azure.Tests.Costs;

public class BudgetTest
{
    [TestCase("20usd", 20, "USD")]
    [TestCase("12.50 USD", 12.5, "USD")]
    [TestCase(" 100hqc ", 100, "HQC")]
    [TestCase("0HQC", 0, "HQC")]
    public void A_budget_is_a_number_and_a_unit(string text, double limit, string unit) =>
        Assert.That(Budget.Parse(text) is var budget ? ((double)budget.Limit, budget.Unit) : default, Is.EqualTo((limit, unit)));

    [TestCase("20", "a unit is missing")]
    [TestCase("20eur", "'eur' is no unit of a budget")]
    [TestCase("20 dollars", "'dollars' is no unit of a budget")]
    [TestCase("20$", "'$' is no unit of a budget")]
    [TestCase("usd", "is no budget")]
    [TestCase("-5usd", "is no budget")]
    [TestCase("1,5usd", "is no budget")]
    [TestCase("20usd100hqc", "is no budget")]
    [TestCase("", "is no budget")]
    public void Anything_else_is_refused(string text, string why) => Assert.That(() => Budget.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(why));

    [Test]
    public void The_upper_figure_is_reserved_and_the_sum_decides()
    {
        // 10.5 by the formula, 22.05 at most.
        var budget = Budget.Parse("50hqc");
        var job = Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1");
        budget.Reserve(job);
        Assert.That((budget.Reserve(job), budget.Reserved, budget.Left), Is.EqualTo((22.05m, 44.10m, 5.90m)));

        var refusal = Assert.Throws<BudgetExceededException>(() => budget.Reserve(job));
        Assert.Multiple(() =>
        {
            Assert.That(refusal.Message, Is.EqualTo(
                "quantinuum.qpu.h2-1: this job may cost up to 22.05 HQC; with the 44.10 HQC already spent or reserved that is 66.15 HQC, above the budget of 50.00 HQC"));
            Assert.That(refusal.Price, Is.SameAs(job));
            Assert.That(budget.Reserved, Is.EqualTo(44.10m), "nothing was reserved");
        });

        // The charge came out lower: the rest is there again.
        budget.Return(22.05m - 13.5m);
        Assert.That(budget.Reserved, Is.EqualTo(35.55m));
    }

    [Test]
    public void A_charge_takes_the_place_of_what_was_reserved()
    {
        var budget = Budget.Parse("50hqc");
        var job = Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1");
        Assert.Multiple(() =>
        {
            Assert.That(budget.Settle(budget.Reserve(job), new ReportedCharge(13.5m, "HQC")), Is.EqualTo(13.5m));
            Assert.That(budget.Reserved, Is.EqualTo(13.5m));
            Assert.That(budget.Settle(budget.Reserve(job), new ReportedCharge(60m, "eHQC")), Is.EqualTo(60m));
            Assert.That((budget.Reserved, budget.Left), Is.EqualTo((73.5m, -23.5m)), "more than reserved: nothing is left");
            Assert.That(() => budget.Reserve(job), Throws.TypeOf<BudgetExceededException>());
            Assert.That((budget.Settle(13.5m, new ReportedCharge(0m, "USD")), budget.Reserved), Is.EqualTo((13.5m, 73.5m)), "another unit says nothing");
        });
    }

    [Test]
    public void Of_a_journal_the_charge_counts_where_there_is_one()
    {
        const string workspace = "/subscriptions/s/w";
        using var folder = new TemporaryFolder();
        var journal = new JobJournal(folder.Path);
        void Ended(string key, decimal reserved, ReportedCharge? charge) =>
            journal.Note(journal.Plan(Submitted.Request, key, workspace, new ReservedPrice(reserved, "HQC")).Entry.Id, JournalEvent.Ended, "Succeeded", charge: charge);
        Ended("less", 30, new ReportedCharge(12, "HQC"));
        Ended("more", 30, new ReportedCharge(33, "eHQC"));
        Ended("silent", 30, null);
        Ended("in money", 30, new ReportedCharge(500, "USD"));
        var budget = Budget.Parse("200hqc");
        budget.Count(new JobJournal(folder.Path), workspace);
        Assert.That(budget.Reserved, Is.EqualTo(12 + 33 + 30 + 30));
    }

    [Test]
    public void What_a_journal_has_cost_counts_once_and_may_be_more_than_the_budget()
    {
        const string workspace = "/subscriptions/s/w";
        using var folder = new TemporaryFolder();
        var journal = new JobJournal(folder.Path);
        journal.Plan(Submitted.Request, "a", workspace, new ReservedPrice(30, "eHQC"));
        journal.Note(journal.Plan(Submitted.Request, "b", workspace, new ReservedPrice(7, "HQC")).Entry.Id, JournalEvent.Refused);
        journal.Plan(Submitted.Request, "c", workspace, new ReservedPrice(40, "USD"));
        journal.Plan(Submitted.Request, "d", workspace, new ReservedPrice(null, "HQC"));
        journal.Plan(Submitted.Request, "e", "/subscriptions/s/other", new ReservedPrice(50, "HQC"));
        var budget = Budget.Parse("20hqc");
        budget.Count(journal, workspace);
        budget.Count(new JobJournal(folder.Path), workspace);
        Assert.That((budget.Reserved, budget.Left), Is.EqualTo((30m, -10m)), "what was refused, is charged in money or belongs to another workspace does not count");
        Assert.That(() => budget.Reserve(Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1")), Throws.TypeOf<BudgetExceededException>().With.Message.Contains("with the 30.00 HQC already spent or reserved"));
        Assert.That(budget.Reserve(Pricing.Estimate(Samples.Ghz(3), 500, "ionq.simulator")), Is.Zero, "what is free goes on");
    }

    [Test]
    public void Exactly_the_budget_is_allowed()
    {
        var budget = Budget.Parse("22.05hqc");
        Assert.That(budget.Reserve(Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1")), Is.EqualTo(budget.Limit));
    }

    [Test]
    public void Several_jobs_are_reserved_all_or_none()
    {
        var jobs = PriceEstimate.Sum([.. Enumerable.Repeat(Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1"), 3)]);
        Assert.That(() => Budget.Parse("60hqc").Reserve(jobs), Throws.TypeOf<BudgetExceededException>().With.Message.Contains("these 3 jobs may cost up to 66.15 HQC, above the budget of 60.00 HQC"));
    }

    [Test]
    public void Another_unit_is_refused_and_what_is_free_is_not()
    {
        var dollars = Budget.Parse("0usd");
        Assert.Multiple(() =>
        {
            Assert.That(() => dollars.Reserve(Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1")),
                Throws.TypeOf<BudgetExceededException>().With.Message.EqualTo("quantinuum.qpu.h2-1 is charged in HQC, the budget is in USD: give one in hqc"));
            Assert.That(dollars.Reserve(Pricing.Estimate(Samples.Ghz(3), 500, "ionq.simulator")), Is.Zero);
            Assert.That(Budget.Parse("30hqc").Reserve(Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.sim.h2-1e")), Is.EqualTo(22.05m), "emulators count in the same unit");
            Assert.That(() => new Budget(1, "EUR"), Throws.ArgumentException);
        });
    }

    [Test]
    public void What_cannot_be_known_has_to_be_accepted()
    {
        var job = Pricing.Estimate(Samples.Ghz(3), 500, "rigetti.qpu.cepheus-1-108q");
        Assert.Multiple(() =>
        {
            Assert.That(() => Budget.Parse("20usd").Reserve(job), Throws.TypeOf<UnknownPriceException>().With.Message.Contains("--accept-unknown-price"));
            Assert.That(Budget.Parse("20usd", acceptsUnknownPrice: true).Reserve(job), Is.EqualTo(0.02m));
        });
    }

    [Test]
    public void Threads_do_not_spend_more_than_there_is()
    {
        var budget = Budget.Parse("100hqc");
        var job = Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1");
        var accepted = 0;
        Parallel.For(0, 100, _ =>
        {
            try
            {
                budget.Reserve(job);
                Interlocked.Increment(ref accepted);
            }
            catch (BudgetExceededException)
            {
            }
        });
        Assert.That((accepted, budget.Reserved), Is.EqualTo((4, 88.20m)));
    }
}
