namespace QaaHybrid.Training.Tests;

public class SeededSampleTest
{
    private static IReadOnlyList<int> Sample(IEnumerable<int> items, int count, long seed = 1) => SeededSample.Of(items, count, seed, item => $"item {item}");

    [Test]
    public void A_sample_does_not_depend_on_the_order_of_the_stream_and_begins_a_larger_one()
    {
        var ten = Sample(Enumerable.Range(0, 1000), 10);
        Assert.That(ten, Is.Unique);
        Assert.That(Sample(Enumerable.Range(0, 1000).Reverse(), 10), Is.EqualTo(ten));
        Assert.That(Sample(Enumerable.Range(0, 1000), 40).Take(10), Is.EqualTo(ten));
        Assert.That(Sample(Enumerable.Range(0, 1000), 10, seed: 2), Is.Not.EqualTo(ten));
        Assert.That(Sample(Enumerable.Range(0, 1000), 0), Is.EquivalentTo(Enumerable.Range(0, 1000)), "0 takes all");
    }

    [Test]
    public void Of_equal_keys_the_first_is_kept() =>
        Assert.That(SeededSample.Of([3, 1, 2], 2, 1, _ => "same"), Is.EqualTo(new[] { 3, 1 }));
}
