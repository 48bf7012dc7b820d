namespace QaaHybrid.Circuits.Tests;

public class SortedDrawsTest
{
    [Test]
    public void Counts_follow_the_distribution()
    {
        double[] weights = [0, 0.1, 0.4, 0, 0.2, 0.3, 0];
        const int Shots = 100_000;
        for (var seed = 0; seed < 20; seed++)
        {
            var histogram = SortedDraws.Histogram(weights, Shots, new SplitMix64(seed));
            Assert.That(histogram.Select(draw => draw.Outcome), Is.EqualTo(new[] { 1, 2, 4, 5 }));
            Assert.That(histogram.Sum(draw => draw.Count), Is.EqualTo(Shots));
            foreach (var (outcome, count) in histogram)
                Assert.That(count, Is.EqualTo(Shots * weights[outcome]).Within(4 * Math.Sqrt(Shots * weights[outcome] * (1 - weights[outcome]))), $"seed {seed}, {outcome}");
        }
    }

    [Test]
    public void More_shots_than_are_kept_at_once_are_all_drawn()
    {
        const int Shots = (1 << 21) + 12345;
        var histogram = SortedDraws.Histogram([1, 3], Shots, new SplitMix64(1));

        Assert.That(histogram.Sum(draw => draw.Count), Is.EqualTo(Shots));
        Assert.That(histogram[1].Count, Is.EqualTo(0.75 * Shots).Within(4 * Math.Sqrt(0.1875 * Shots)));
    }

    [Test]
    public void Nothing_is_drawn_from_nothing() =>
        Assert.That(() => SortedDraws.Histogram([0, 0], 1, new SplitMix64(1)), Throws.ArgumentException.With.Message.Contains("nothing to draw"));
}
