using System.Xml.Linq;

namespace QaaHybrid.Training.Tests;

public class LineChartTest
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Test]
    public void Lines_lie_where_their_values_are()
    {
        var svg = XElement.Parse(new LineChart("t", "step", "loss", [new ChartSeries("a", 0, [(0, 1), (50, 3), (100, 2)])]).ToSvg());
        var line = svg.Elements(Svg + "path").Single(path => (string?)path.Attribute("stroke-width") == "2" && path.Element(Svg + "title") != null);
        // x runs from 70 to 544, y from 262 (1.0) up to 31 (3.0).
        Assert.That((string?)line.Attribute("d"), Is.EqualTo("M70 262L307 31L544 146.5"));
        var texts = svg.Elements(Svg + "text").Select(text => text.Value).ToList();
        Assert.That(texts, Does.Contain("step").And.Contain("loss").And.Contain("a").And.Contain("1.0").And.Contain("3.0").And.Contain("100"));
    }

    [Test]
    public void Values_that_are_not_finite_leave_a_gap()
    {
        var svg = new LineChart("t", "x", "y", [new ChartSeries("a", 0, [(0, 0), (1, 1), (2, double.NaN), (3, 1), (4, 0)])]).ToSvg();
        Assert.That(svg, Does.Match("M70 262L[0-9. ]+M[0-9. ]+L544 262"));
        Assert.That(svg, Does.Not.Contain("NaN"));
    }

    [Test]
    public void On_a_logarithmic_axis_equal_ratios_are_equal_lengths_and_zero_leaves_a_gap()
    {
        var svg = new LineChart("t", "x", "y", [new ChartSeries("a", 0, [(0, 1), (1, 10), (2, 0), (3, 10), (4, 100)])]) { Logarithmic = true }.ToSvg();
        // From 262 (1) by way of 146.5 (10) to 31 (100).
        Assert.That(svg, Does.Match(@"M70 262L188\.5 146\.5M425\.5 146\.5L544 31"));
    }

    [Test]
    public void Methods_differ_by_colour_and_by_dashes()
    {
        var series = Enumerable.Range(0, 6).Select(i => new ChartSeries($"method {i}", i, [(0, i), (1, i)])).ToList();
        var lines = XElement.Parse(new LineChart("t", "x", "y", series).ToSvg()).Elements(Svg + "path").Where(path => path.Element(Svg + "title") != null).ToList();
        Assert.That(lines.Select(line => (string?)line.Attribute("stroke")), Is.Unique);
        Assert.That(lines.Select(line => (string?)line.Attribute("stroke-dasharray")), Is.Unique);
    }

    [Test]
    public void The_legend_shows_the_markers_of_lines_that_have_them()
    {
        var svg = XElement.Parse(new LineChart("t", "x", "y", [new ChartSeries("a", 1, [(0, 0), (1, 1)], Markers: true), new ChartSeries("b", 2, [(0, 0), (1, 1)])]).ToSvg());
        var legend = svg.Elements(Svg + "g").Where(group => group.Element(Svg + "path")?.Attribute("stroke") is not null).ToList();
        Assert.That(legend.Select(entry => entry.Elements(Svg + "g").Count()), Is.EqualTo(new[] { 1, 0 }));
    }

    [Test]
    public void Names_are_escaped_and_an_empty_chart_says_so()
    {
        var svg = XElement.Parse(new LineChart("<t>", "x", "y & z", [new ChartSeries("a<b", 0, [])]).ToSvg(standalone: true));
        Assert.That((string?)svg.Attribute("aria-label"), Is.EqualTo("<t>"));
        Assert.That(svg.Value, Does.Contain("a<b").And.Contain("no values"));
    }

    [Test]
    public void Smoothing_takes_the_mean_around_a_point()
    {
        var smooth = Smoothing.Mean([(1, 2), (2, 4), (3, 9), (4, 1), (5, 5)], 1);
        Assert.That(smooth.Select(point => point.Y), Is.EqualTo(new[] { 3, 5, 14.0 / 3, 5, 3 }).Within(1e-12));
        Assert.That(smooth.Select(point => point.X), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
    }
}
