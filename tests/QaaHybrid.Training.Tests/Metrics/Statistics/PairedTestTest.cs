namespace QaaHybrid.Training.Tests;

public class PairedTestTest
{
    [Test]
    public void Students_own_example()
    {
        // Additional sleep of ten patients by two drugs (Student 1908); t and p as every textbook gives them.
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        var test = PairedTTest.Of(first, second);
        Assert.That((test.Difference.Mean, test.Statistic, test.PValue), Is.EqualTo((-1.58, -4.0621, 0.002833)).Within(5e-5));
    }

    [Test]
    public void One_seed_has_no_interval_and_no_test()
    {
        var mean = MeanInterval.Of([71.5]);
        Assert.That((mean.Mean, mean.StandardDeviation, mean.Low, mean.High, mean.Remark), Is.EqualTo((71.5, (double?)null, (double?)null, (double?)null, "one seed, no interval")));
        foreach (var test in new[] { PairedTTest.Of([2], [1]), WilcoxonSignedRank.Of([2], [1]) })
            Assert.That((test.Difference.Mean, test.Statistic, test.PValue, test.Remark), Is.EqualTo((1.0, (double?)null, (double?)null, "one seed, no test")), test.Name);
    }

    [Test]
    public void Equal_values_have_an_interval_without_width()
    {
        // 0.1 added up ten times and divided by ten is not 0.1.
        var mean = MeanInterval.Of([.. Enumerable.Repeat(0.1, 10)]);
        Assert.That((mean.Low, mean.High, mean.Remark), Is.EqualTo(((double?)0.1, (double?)0.1, "all 10 seeds gave the same value")));
    }

    [Test]
    public void Methods_that_differ_nowhere_are_not_tested()
    {
        foreach (var test in new[] { PairedTTest.Of([1, 2, 3], [1, 2, 3]), WilcoxonSignedRank.Of([0, 0], [0, 0]) })
            Assert.That((test.PValue, test.Remark), Is.EqualTo(((double?)null, "no seed differs")), test.Name);
    }

    [Test]
    public void Differences_that_are_equal_but_for_rounding_are_equal()
    {
        double[] a = [80.1, 79.9, 80.3], b = [80.0, 79.8, 80.2];
        Assert.That(a.Zip(b, (x, y) => x - y).Distinct().Count(), Is.GreaterThan(1), "in floating point they differ");
        Assert.That(PairedTTest.Of(a, b).Remark, Does.StartWith("the difference is the same for all seeds"));
        var ranks = WilcoxonSignedRank.Of(a, b);
        Assert.That((ranks.Statistic, ranks.PValue), Is.EqualTo((0.0, 0.25)), "three of one sign: 2/8");
    }

    [Test]
    public void Few_seeds_say_how_far_their_ranks_can_go()
    {
        Assert.That(WilcoxonSignedRank.Of([1, 2, 3, 4, 5], [0, 0, 0, 0, 0]).Remark, Is.EqualTo("with 5 differing seeds p cannot fall below 0.0625"));
        Assert.That(WilcoxonSignedRank.Of([1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0]).Remark, Is.Null);
    }

    [Test]
    public void Impossible_input_is_refused()
    {
        Assert.That(() => MeanInterval.Of([]), Throws.ArgumentException);
        Assert.That(() => MeanInterval.Of([1, double.NaN]), Throws.ArgumentException.With.Message.Contains("value 1 is NaN"));
        Assert.That(() => MeanInterval.Of([1, 2], 95), Throws.ArgumentException.With.Message.Contains("the level is 95"));
        Assert.That(() => PairedTTest.Of([1, 2], [1]), Throws.ArgumentException.With.Message.Contains("2 values beside 1"));
        Assert.That(() => HolmCorrection.Adjust([0.5, 1.5]), Throws.ArgumentException.With.Message.Contains("p-value 1 is 1.5"));
    }

    [Test]
    public void Tests_that_were_not_made_do_not_count_in_the_correction() =>
        // By hand: 2 · 0.01, then 1 · 0.015, which may not be below the one before.
        Assert.That(HolmCorrection.Adjust([0.015, null, 0.01]), Is.EqualTo(new double?[] { 0.02, null, 0.02 }).Within(1e-15));
}
