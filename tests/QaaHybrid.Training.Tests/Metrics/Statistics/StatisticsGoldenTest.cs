using System.Text.Json.Nodes;

namespace QaaHybrid.Training.Tests;

/// <summary>Intervals and tests over seeds against <c>statistics_golden.py</c>, which asks scipy.</summary>
public class StatisticsGoldenTest
{
    private static readonly Lazy<JsonNode> Golden = new(() =>
        JsonNode.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Training.Tests", "Metrics", "Statistics", "statistics_golden.json")))!);

    [TestCaseSource(nameof(Pairs))]
    public void Intervals(JsonNode pair)
    {
        var interval = MeanInterval.Of(Numbers(pair["a"]));
        Assert.That(interval.Mean, Is.EqualTo((double)pair["mean"]!).Within(1e-9));
        Assert.That(interval.StandardDeviation, Is.EqualTo((double)pair["deviation"]!).Within(1e-9));
        Assert.That(interval.Low, Is.EqualTo((double)pair["low"]!).Within(1e-9));
        Assert.That(interval.High, Is.EqualTo((double)pair["high"]!).Within(1e-9));
        Assert.That(MeanInterval.Of(Numbers(pair["a"]), 0.5).Low, Is.EqualTo((double)pair["narrow_low"]!).Within(1e-9));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Paired_tests(JsonNode pair)
    {
        var (a, b) = (Numbers(pair["a"]), Numbers(pair["b"]));
        var (t, w) = (PairedTTest.Of(a, b), WilcoxonSignedRank.Of(a, b));
        Assert.That(t.Statistic, Is.EqualTo((double)pair["t"]!).Within(1e-9));
        Assert.That(t.PValue, Is.EqualTo((double)pair["t_p"]!).Within(1e-9));
        Assert.That(w.Statistic, Is.EqualTo((double)pair["w"]!));
        Assert.That(w.PValue, Is.EqualTo((double)pair["w_p"]!).Within(1e-12));
        Assert.That(PairedTTest.Of(b, a), Is.EqualTo(t with { Difference = PairedTTest.Of(b, a).Difference, Statistic = -t.Statistic }), "the other way round");
        Assert.That(WilcoxonSignedRank.Of(b, a).PValue, Is.EqualTo(w.PValue));
    }

    [Test]
    public void Correction()
    {
        foreach (var set in Golden.Value["holm"]!.AsArray())
            Assert.That(HolmCorrection.Adjust([.. Numbers(set!["p"]).Cast<double?>()]).Select(p => p!.Value), Is.EqualTo(Numbers(set["adjusted"])).Within(1e-15));
    }

    private static IEnumerable<TestCaseData> Pairs() => Golden.Value["pairs"]!.AsArray()
        .Select((pair, number) => new TestCaseData(pair).SetArgDisplayNames($"{number}: {pair!["a"]!.AsArray().Count} seeds"));

    private static double[] Numbers(JsonNode? list) => [.. list!.AsArray().Select(value => (double)value!)];
}
