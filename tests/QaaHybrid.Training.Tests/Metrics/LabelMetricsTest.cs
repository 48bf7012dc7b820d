using System.Text.Json;

namespace QaaHybrid.Training.Tests;

public class LabelMetricsTest
{
    [Test]
    public void Metrics_are_those_of_scikit_learn_and_scipy()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Training.Tests", "Metrics", "label_metrics_golden.json")));
        var compared = 0;
        foreach (var set in golden.RootElement.GetProperty("sets").EnumerateArray())
            foreach (var metric in set.GetProperty("metrics").EnumerateObject())
            {
                var value = LabelMetrics.Of(metric.Name)(Numbers(set, "predicted"), Numbers(set, "expected"));
                Assert.That(value, Is.EqualTo(metric.Value.GetDouble()).Within(1e-9), metric.Name);
                compared++;
            }
        Assert.That(compared, Is.EqualTo(4 * 4 + 3 * 3));
    }

    [Test]
    public void What_does_not_vary_correlates_with_nothing()
    {
        double[] same = [2, 2, 2], other = [0, 1, 2];
        foreach (var name in new[] { "pearson", "spearman", "matthews" })
            Assert.That(LabelMetrics.Of(name)(same, other), Is.Zero, name);
        Assert.That(LabelMetrics.F1([0, 0], [0, 0]), Is.Zero);
    }

    [Test]
    public void Equal_values_share_the_mean_of_their_ranks() =>
        Assert.That(Correlation.Ranks([30, 10, 20, 10, 30, 30]), Is.EqualTo(new[] { 5, 1.5, 3, 1.5, 5, 5 }));

    [Test]
    public void An_unknown_metric_is_refused_with_the_known_ones() =>
        Assert.That(() => LabelMetrics.Of("acuracy"), Throws.ArgumentException.With.Message.Contains("accuracy"));

    private static double[] Numbers(JsonElement set, string name) => [.. set.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
