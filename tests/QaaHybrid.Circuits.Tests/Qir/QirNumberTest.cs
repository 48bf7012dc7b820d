using System.Globalization;

namespace QaaHybrid.Circuits.Tests;

public class QirNumberTest
{
    [TestCase(0.0, ExpectedResult = "0.0")]
    [TestCase(-0.0, ExpectedResult = "-0.0")]
    [TestCase(3.0, ExpectedResult = "3.0")]
    [TestCase(0.1 + 0.2, ExpectedResult = "0.30000000000000004")]
    [TestCase(1e-7, ExpectedResult = "0.0000001")]
    [TestCase(-1.25e-5, ExpectedResult = "-0.0000125")]
    [TestCase(1e23, ExpectedResult = "99999999999999991611392.0")]
    public string Numbers_are_plain_decimals(double value) => QirNumber.Format(value);

    [TestCase(double.NaN)]
    [TestCase(double.NegativeInfinity)]
    public void What_is_no_number_is_refused(double value) => Assert.That(() => QirNumber.Format(value), Throws.ArgumentException);

    [Test]
    public void Any_double_round_trips()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(value))
                continue;
            var text = QirNumber.Format(value);
            Assert.That(text, Does.Match(@"^-?\d+\.\d+$"));
            Assert.That(double.Parse(text, CultureInfo.InvariantCulture), Is.EqualTo(value));
        }
    }
}
