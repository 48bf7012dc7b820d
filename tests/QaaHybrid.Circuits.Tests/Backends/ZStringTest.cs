namespace QaaHybrid.Circuits.Tests;

public class ZStringTest
{
    [Test]
    public void A_mean_and_its_error_come_from_the_parity_of_the_chosen_bits()
    {
        var counts = new Dictionary<string, long> { ["000"] = 50, ["011"] = 30, ["101"] = 15, ["110"] = 5 };

        Assert.Multiple(() =>
        {
            // Z0 Z1: + 50, - 30, - 15, + 5 of 100.
            Assert.That(ZString.Of(counts, 0, 1).Value, Is.EqualTo(0.10).Within(1e-15));
            Assert.That(ZString.Of(counts, 0, 1).Variance, Is.EqualTo((1 - 0.01) / 100).Within(1e-15));
            Assert.That(ZString.Of(counts, 2).Value, Is.EqualTo(0.10).Within(1e-15));
            Assert.That(ZString.Of(counts, 0, 1, 2), Is.EqualTo(new Estimate(1, 0)));
            Assert.That(ZString.Of(counts), Is.EqualTo(new Estimate(1, 0)));
            Assert.That(() => ZString.Of(new Dictionary<string, long>(), 0), Throws.ArgumentException);
            Assert.That(() => ZString.Of(new BackendResult(1, [0])), Throws.ArgumentException.With.Message.Contains("neither"));
        });
    }
}
