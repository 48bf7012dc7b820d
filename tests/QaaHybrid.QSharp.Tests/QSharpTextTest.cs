namespace QaaHybrid.QSharp.Tests;

public class QSharpTextTest
{
    [TestCase(5, "5.0")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(0.1, "0.1")]
    [TestCase(1e-7, "0.0000001")]
    [TestCase(1e22, "10000000000000000000000.0")]
    [TestCase(0.30000000000000004, "0.30000000000000004")]
    public void A_number_reads_back_as_itself(double value, string expected) => Assert.That(QSharpText.Literal(value), Is.EqualTo(expected));

    [Test]
    public void Arrays() => Assert.That(QSharpText.Literal([1, -2.5]), Is.EqualTo("[1.0, -2.5]"));

    [Test]
    public void An_empty_array() => Assert.That(QSharpText.Literal([]), Is.EqualTo("[]"));

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void What_Q_sharp_cannot_write_is_refused(double value) => Assert.That(() => QSharpText.Literal(value), Throws.ArgumentException);

    [Test]
    public async Task Numbers_go_to_Q_sharp_and_back_without_loss()
    {
        double[] values = [Math.PI, -1e-300, 1e300, 0.1 + 0.2, double.Epsilon, -0.0];

        var run = await SharedEngine.Engine.RunAsync(null, QSharpText.Literal(values));

        Assert.That(System.Text.Json.JsonSerializer.Deserialize<double[]>(run.Values[0]), Is.EqualTo(values));
    }
}
