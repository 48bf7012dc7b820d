namespace QaaHybrid.Training.Tests;

public class BatchPlanTest
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 1003).Select(i => 5 + i * 7919 % 40)];

    [Test]
    public void An_epoch_takes_every_example_at_most_once_and_leaves_less_than_a_batch()
    {
        var plan = new BatchPlan(Lengths, 16, seed: 1);
        var seen = Enumerable.Range(1, plan.BatchesPerEpoch).SelectMany(step => plan.Batch(step)).ToList();
        Assert.That(seen, Is.Unique);
        Assert.That(seen, Has.Count.EqualTo(1003 / 16 * 16));
    }

    [Test]
    public void A_batch_depends_on_step_and_seed_only()
    {
        var plan = new BatchPlan(Lengths, 16, 1);
        var batches = Enumerable.Range(1, 150).Select(step => plan.Batch(step).ToArray()).ToList();
        var again = new BatchPlan(Lengths, 16, 1);
        foreach (var step in new[] { 149, 1, 63, 62 })
            Assert.That(again.Batch(step), Is.EqualTo(batches[step - 1]), $"step {step}");
        Assert.That(new BatchPlan(Lengths, 16, 2).Batch(1), Is.Not.EqualTo(batches[0]));
        Assert.That(batches[plan.BatchesPerEpoch], Is.Not.EqualTo(batches[0]), "another order in the next epoch");
    }

    [Test]
    public void Similar_lengths_share_a_batch_and_lengths_do_not_rise_over_an_epoch()
    {
        var plan = new BatchPlan(Lengths, 16, 1);
        var batches = Enumerable.Range(1, plan.BatchesPerEpoch).Select(step => plan.Batch(step).Select(i => Lengths[i]).ToList()).ToList();
        var filled = 1 - (double)batches.Sum(batch => batch.Sum()) / batches.Sum(batch => batch.Max() * batch.Count);
        Assert.That(filled, Is.LessThan(0.1), "unsorted batches spend more than a third on filling");
        var half = batches.Count / 2;
        Assert.That(batches.Take(half).Average(batch => batch.Average()), Is.EqualTo(batches.Skip(half).Average(batch => batch.Average())).Within(5));
    }

    [Test]
    public void Fewer_examples_than_a_batch_make_one_batch()
    {
        var plan = new BatchPlan([3, 4], 16, 1);
        Assert.That(plan.Batch(5), Is.EquivalentTo(new[] { 0, 1 }));
        Assert.That(() => new BatchPlan([], 16, 1), Throws.ArgumentException);
    }
}
