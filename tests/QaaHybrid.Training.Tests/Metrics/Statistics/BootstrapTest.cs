namespace QaaHybrid.Training.Tests;

public class BootstrapTest
{
    [Test]
    public void The_interval_of_a_share_is_that_of_the_binomial_distribution()
    {
        // 700 of 1,000 right: the standard error is √(0.7·0.3/1000) = 1.449 points, 1.96 of them to each side.
        double[] expected = new double[1000], predicted = [.. Enumerable.Range(0, 1000).Select(i => i % 10 < 7 ? 0.0 : 1.0)];
        var accuracy = ExampleMetrics.Labels(LabelMetrics.Of("accuracy"), predicted, expected);
        var (low, high) = Bootstrap.Interval(accuracy, 1000);
        Assert.That(low, Is.EqualTo(70 - 1.96 * 1.449).Within(0.4));
        Assert.That(high, Is.EqualTo(70 + 1.96 * 1.449).Within(0.4));
        Assert.That(Bootstrap.Interval(accuracy, 1000), Is.EqualTo((low, high)), "the same samples each time");
    }

    [Test]
    public void A_metric_that_cannot_vary_has_no_width() =>
        Assert.That(Bootstrap.Interval(ExampleMetrics.Labels(LabelMetrics.Of("accuracy"), [1, 1, 1], [1, 1, 1]), 3), Is.EqualTo((100.0, 100.0)));

    [Test]
    public void Quantiles_lie_between_the_two_nearest_values() =>
        // numpy.quantile([1, 2, 4, 8], [0, .25, .5, .9, 1])
        Assert.That(new[] { 0, 0.25, 0.5, 0.9, 1 }.Select(share => Bootstrap.Quantile([1, 2, 4, 8], share)), Is.EqualTo(new[] { 1, 1.75, 3, 6.8, 8 }).Within(1e-12));
}
