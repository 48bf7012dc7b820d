namespace QaaHybrid.Training.Tests;

public class AxisTicksTest
{
    [TestCase(0, 300, 7, "0 50 100 150 200 250 300")]
    [TestCase(3.21, 4.87, 6, "3.0 3.5 4.0 4.5 5.0")]
    [TestCase(0.00012, 0.0031, 4, "0.000 0.001 0.002 0.003 0.004")]
    [TestCase(2, 2, 3, "1.5 2.0 2.5")]
    [TestCase(-1.2, 0.4, 5, "-1.5 -1.0 -0.5 0.0 0.5")]
    [TestCase(0, 12000, 5, "0 5,000 10,000 15,000")]
    public void Round_numbers_cover_the_values(double min, double max, int count, string expected)
    {
        var ticks = new AxisTicks(min, max, count);
        Assert.That(string.Join(' ', ticks.Values.Select(ticks.Label)), Is.EqualTo(expected));
        Assert.That(ticks.Values[0], Is.LessThanOrEqualTo(min));
        Assert.That(ticks.Values[^1], Is.GreaterThanOrEqualTo(max));
    }
}
