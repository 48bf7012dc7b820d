namespace QaaHybrid.Training.Tests;

public class SeedsTest
{
    [Test]
    public void Each_use_step_and_seed_has_its_own_stream()
    {
        var seeds = new HashSet<ulong>();
        foreach (var seed in new long[] { 0, 1, 2, -1 })
            foreach (var use in new[] { "shuffle", "dropout" })
                for (var step = 0; step < 100; step++)
                    seeds.Add(Seeds.Of(seed, use, step));
        Assert.That(seeds, Has.Count.EqualTo(800));
        Assert.That(Seeds.Torch(1, "dropout", 7), Is.GreaterThanOrEqualTo(0));
    }

    [Test]
    public void Units_are_evenly_spread()
    {
        var units = Enumerable.Range(0, 20_000).Select(i => Seeds.Unit(3, $"word {i}")).ToList();
        Assert.That(units, Has.All.InRange(0.0, 1.0));
        // Twenty bins of 1000 ± 31: six standard deviations.
        var bins = units.GroupBy(unit => (int)(unit * 20)).Select(bin => bin.Count());
        Assert.That(bins, Has.All.InRange(815, 1185));
    }

    [Test]
    public void Shuffling_is_a_permutation_that_the_seed_decides()
    {
        var order = Shuffle.Order(1000, 5);
        Assert.That(order.Order(), Is.EqualTo(Enumerable.Range(0, 1000)));
        Assert.That(order, Is.EqualTo(Shuffle.Order(1000, 5)).And.Not.EqualTo(Shuffle.Order(1000, 6)));
        Assert.That(order.Index().Count(pair => pair.Index == pair.Item), Is.LessThan(10), "an expected one fixed point");
    }
}
