using System.Xml.Linq;

namespace QaaHybrid.Training.Tests;

public class ParetoChartTest
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly Measure Accuracy = new("accuracy", "Accuracy", HigherIsBetter: true, "0.00");

    [Test]
    public void Points_lie_where_their_numbers_are_and_the_front_is_a_staircase()
    {
        var chart = new ParetoChart(Accuracy, [new("a", 0, 100, 50, 45, 55), new("b", 1, 10_000, 60, null, null), new("c", 2, 10_000, 52, null, null), new("none", 3, 0, 45, null, null)], 40);
        var svg = XElement.Parse(chart.ToSvg(standalone: true));
        // From 100 to 10,000 a decade is 237 wide; 40 lies at 262 and 60 at the top, 52, below two rows of the legend.
        var points = svg.Elements(Svg + "g").Where(group => group.Element(Svg + "title") is not null).ToDictionary(group => group.Element(Svg + "title")!.Value[0], group => (string)group.Attribute("transform")!);
        Assert.That(points['a'], Is.EqualTo("translate(70 157)"));
        Assert.That(points['b'], Is.EqualTo("translate(544 52)"));
        Assert.That(points['n'], Is.EqualTo("translate(70 209.5)"), "a method without parameters of its own stands at the left edge");
        var front = (string)svg.Elements(Svg + "path").Single(path => (string?)path.Attribute("class") == "front").Attribute("d")!;
        Assert.That(front, Is.EqualTo("M70 209.5H70V157H544V52H544"));
        var texts = svg.Elements(Svg + "text").Select(text => text.Value).ToList();
        Assert.That(texts, Does.Contain("100").And.Contain("10 k").And.Contain("none (0)").And.Contain("Accuracy (higher is better)").And.Contain("a").And.Contain("c"));
    }

    [Test]
    public void Names_do_not_lie_upon_each_other()
    {
        var points = Enumerable.Range(0, 9).Select(i => new ParetoPoint($"method-{i}", i, 1000 + 20 * i, 50 + 0.1 * i, null, null)).Append(new("far", 9, 90_000, 60, null, null)).ToList();
        var svg = XElement.Parse(new ParetoChart(Accuracy, points, null).ToSvg());
        var labels = svg.Elements(Svg + "text").Where(text => text.Value.StartsWith("method-", StringComparison.Ordinal)).Select(text => (X: (double)text.Attribute("x")!, Y: (double)text.Attribute("y")!)).ToList();
        Assert.That(labels, Has.Count.EqualTo(9));
        for (var i = 0; i < labels.Count; i++)
            for (var j = 0; j < i; j++)
                Assert.That(Math.Abs(labels[i].X - labels[j].X) > 58 || Math.Abs(labels[i].Y - labels[j].Y) > 12.9, Is.True, $"{labels[i]} and {labels[j]}");
    }

    [TestCase(448, 65_536, "200 500 1 k 2 k 5 k 10 k 20 k 50 k 100 k")]
    [TestCase(5, 4_000_000, "1 10 100 1 k 10 k 100 k 1 M 10 M")]
    [TestCase(100, 100, "50 100 200")]
    [TestCase(3e-6, 0.2, "1e-6 1e-5 1e-4 0.001 0.01 0.1 1")]
    public void A_logarithmic_axis_covers_its_values(double min, double max, string expected)
    {
        var ticks = new LogTicks(min, max);
        Assert.That(string.Join(' ', ticks.Values.Select(ticks.Label)), Is.EqualTo(expected));
        Assert.That((ticks.Share(ticks.Values[0]), ticks.Share(ticks.Values[^1])), Is.EqualTo((0.0, 1.0)));
    }

    [Test]
    public void Curves_of_several_seeds_become_a_mean_and_a_band()
    {
        var line = SeedCurves.Over("a", 0, [[(1, 2), (2, 4), (3, 9)], [(1, 4), (2, 5)]], markers: false);
        Assert.That(line.Points, Is.EqualTo(new[] { (1.0, 3.0), (2.0, 4.5) }));
        Assert.That(line.Band, Is.EqualTo(new[] { (1.0, 2.0, 4.0), (2.0, 4.0, 5.0) }));
        Assert.That(SeedCurves.Over("a", 0, [[(1, 2)]], markers: false).Band, Is.Empty);
    }

    [TestCase(999L, "999 B")]
    [TestCase(67_608L, "67.6 kB")]
    [TestCase(264_000L, "264 kB")]
    [TestCase(5_950L, "5.95 kB")]
    [TestCase(null, "–")]
    public void Sizes_are_read_easily(long? bytes, string expected) => Assert.That(Quantities.Bytes(bytes), Is.EqualTo(expected));
}
