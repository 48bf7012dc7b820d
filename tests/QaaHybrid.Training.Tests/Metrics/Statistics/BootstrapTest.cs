namespace QaaHybrid.Training.Tests;

public class BootstrapTest
{
    [Test]
    public void The_interval_of_a_share_is_that_of_the_binomial_distribution()
    {
        // 700 of 1,000 right: the standard error is √(0.7·0.3/1000) = 1.449 points, 1.96 of them to each side.
        double[] expected = new double[1000], predicted = [.. Enumerable.Range(0, 1000).Select(i => i % 10 < 7 ? 0.0 : 1.0)];
        var accuracy = ExampleMetrics.Labels(LabelMetrics.Of("accuracy"), predicted, expected);
        var (low, high) = Bootstrap.Interval(accuracy, 1000)!.Value;
        Assert.That(low, Is.EqualTo(70 - 1.96 * 1.449).Within(0.4));
        Assert.That(high, Is.EqualTo(70 + 1.96 * 1.449).Within(0.4));
        Assert.That(Bootstrap.Interval(accuracy, 1000), Is.EqualTo((low, high)), "the same samples each time");
    }

    [Test]
    public void A_metric_that_no_example_makes_vary_has_no_interval_but_a_share_has_the_exact_one()
    {
        var right = ExampleMetrics.Labels(LabelMetrics.Of("accuracy"), [1, 1, 1], [1, 1, 1]);
        var wrong = ExampleMetrics.Labels(LabelMetrics.Of("accuracy"), [1, 1, 1], [0, 0, 0]);
        Assert.That(Bootstrap.Interval(right, 3), Is.Null, "three of three right is not 100 to the last digit");
        // R: binom.test(3, 3)$conf.int is 0.2924018 to 1.
        var (low, high) = Bootstrap.Interval(right, 3, isShare: true)!.Value;
        Assert.That((low, high), Is.EqualTo((29.24018, 100.0)).Using<(double, double)>((a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-5 && a.Item2 == b.Item2));
        Assert.That(Bootstrap.Interval(wrong, 3, isShare: true)!.Value.High, Is.EqualTo(100 - low).Within(1e-12));
    }

    [Test]
    public void Quantiles_lie_between_the_two_nearest_values() =>
        // numpy.quantile([1, 2, 4, 8], [0, .25, .5, .9, 1])
        Assert.That(new[] { 0, 0.25, 0.5, 0.9, 1 }.Select(share => Bootstrap.Quantile([1, 2, 4, 8], share)), Is.EqualTo(new[] { 1, 1.75, 3, 6.8, 8 }).Within(1e-12));
}
