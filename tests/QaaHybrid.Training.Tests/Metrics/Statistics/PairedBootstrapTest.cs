namespace QaaHybrid.Training.Tests;

public class PairedBootstrapTest
{
    private const int Examples = 400;

    /// <summary>Values of two methods that rise and fall together; the second is better by <paramref name="by"/> on average.</summary>
    private static (double[] First, double[] Second) Methods(double by)
    {
        double Noise(string use, int i) => Seeds.Of(3, use, i) / (double)ulong.MaxValue - 0.5;
        double[] hard = [.. Enumerable.Range(0, Examples).Select(i => 10 * Noise("hard", i))];
        return ([.. hard.Select((value, i) => value + Noise("first", i))], [.. hard.Select((value, i) => value + by + Noise("second", i))]);
    }

    private static double Deviation(IEnumerable<double> values) => MeanInterval.Of([.. values]).StandardDeviation!.Value;

    [Test]
    public void The_interval_of_a_mean_is_that_of_the_normal_distribution()
    {
        var (first, second) = Methods(0.1);
        var result = PairedBootstrap.Of(ExampleMetrics.Mean(first), ExampleMetrics.Mean(second), Examples, 4000);
        var error = Deviation(first.Zip(second, (a, b) => a - b)) / Math.Sqrt(Examples);
        Assert.That(result.Difference, Is.EqualTo(first.Average() - second.Average()).Within(1e-12));
        Assert.That(result.Low, Is.EqualTo(result.Difference - 1.96 * error).Within(0.15 * error));
        Assert.That(result.High, Is.EqualTo(result.Difference + 1.96 * error).Within(0.15 * error));
        Assert.That(2 * 1.96 * error, Is.LessThan(0.2 * Deviation(first) / Math.Sqrt(Examples) * 2 * 1.96), "pairs are far surer than two samples would be");
    }

    [Test]
    public void The_p_value_of_a_mean_is_that_of_the_normal_distribution()
    {
        foreach (var by in new[] { 0.0, 0.02, 0.04, 0.1 })
        {
            var (first, second) = Methods(by);
            var result = PairedBootstrap.Of(ExampleMetrics.Mean(first), ExampleMetrics.Mean(second), Examples, 4000);
            var z = result.Difference / (Deviation(first.Zip(second, (a, b) => a - b)) / Math.Sqrt(Examples));
            var p = 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -Math.Abs(z));
            // 4,000 samples: a share of p is known to √(p(1 − p)/4000), at most 0.008.
            Assert.That(result.PValue, Is.EqualTo(p).Within(0.03), $"better by {by}");
            Assert.That(result.ShareAbove, Is.EqualTo(MathNet.Numerics.Distributions.Normal.CDF(0, 1, z)).Within(0.03), $"better by {by}");
        }
    }

    [Test]
    public void A_method_that_differs_in_no_example_is_not_tested()
    {
        var (first, _) = Methods(0);
        var result = PairedBootstrap.Of(ExampleMetrics.Mean(first), ExampleMetrics.Mean(first), Examples);
        Assert.That((result.Low, result.High, result.ShareAbove, result.PValue, result.Remark), Is.EqualTo(((double?)null, (double?)null, 0.5, (double?)null, "no held-out example differs")));
    }

    [Test]
    public void One_example_has_no_test()
    {
        var result = PairedBootstrap.Of(ExampleMetrics.Mean([2]), ExampleMetrics.Mean([1]), 1);
        Assert.That((result.Difference, result.Low, result.PValue, result.Remark), Is.EqualTo((1.0, (double?)null, (double?)null, "one held-out example, no test")));
        Assert.That(() => PairedBootstrap.Of(ExampleMetrics.Mean([]), ExampleMetrics.Mean([]), 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Metrics_of_chosen_examples()
    {
        int[] chosen = [0, 2, 2];
        Assert.That(ExampleMetrics.Mean([1, 50, 4])(chosen), Is.EqualTo(3));
        Assert.That(ExampleMetrics.Ratio([1, 50, 4], [2, 1, 4])(chosen), Is.EqualTo(0.9));
        Assert.That(ExampleMetrics.Labels(LabelMetrics.Of("accuracy"), [0, 1, 1], [0, 1, 0])(chosen), Is.EqualTo(100.0 / 3).Within(1e-12));
        Assert.That(ExampleMetrics.OverSeeds([ExampleMetrics.Mean([1, 0, 4]), ExampleMetrics.Mean([2, 0, 8])])(chosen), Is.EqualTo(4.5));
    }
}
