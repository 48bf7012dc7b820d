namespace QaaHybrid.Circuits.Tests.Backends;

public class MeasurementTest
{
    [Test]
    public void Counts_become_means_with_errors()
    {
        var result = Measurement.OfCounts(3, new Dictionary<string, long> { ["000"] = 60, ["011"] = 30, ["111"] = 10 });

        Assert.Multiple(() =>
        {
            Assert.That(result.Z, Is.EqualTo(new[] { 0.8, 0.2, 0.2 }).Within(1e-15));
            Assert.That(result.ZError, Is.EqualTo(new[] { Math.Sqrt(0.36 / 100), Math.Sqrt(0.96 / 100), Math.Sqrt(0.96 / 100) }).Within(1e-15));
            Assert.That(result.Counts!.Values.Sum(), Is.EqualTo(100));
        });
    }

    [TestCase("01")]
    [TestCase("01-")]
    public void What_is_no_bit_string_is_refused(string bits) =>
        Assert.That(() => Measurement.OfCounts(3, new Dictionary<string, long> { [bits] = 1 }), Throws.ArgumentException.With.Message.Contains($"'{bits}' is no bit string of 3 qubits"));

    [Test]
    public void Nothing_measured_is_refused() => Assert.That(() => Measurement.OfCounts(3, []), Throws.ArgumentException.With.Message.Contains("nothing was measured"));
}
