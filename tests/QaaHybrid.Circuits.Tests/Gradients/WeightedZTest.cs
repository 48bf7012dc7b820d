namespace QaaHybrid.Circuits.Tests;

public class WeightedZTest
{
    [Test]
    public void Counts_give_the_variance_with_covariances()
    {
        // v = z₀ + 2 z₁ in four shots: 3 (twice), -3, -1: mean 1/2, squared deviations 2·6.25 + 12.25 + 2.25 = 27.
        var z = new BackendResult(2, [0.5, 0], Counts: new Dictionary<string, long> { ["00"] = 2, ["11"] = 1, ["01"] = 1 });
        var estimate = WeightedZ.Of(z, [1, 2]);
        Assert.Multiple(() =>
        {
            Assert.That(estimate.Value, Is.EqualTo(0.5).Within(1e-15));
            Assert.That(estimate.Variance, Is.EqualTo(27.0 / (4 * 3)).Within(1e-14));
            Assert.That((estimate.Shots, estimate.ShotVariance, estimate.IsExact), Is.EqualTo((4, 9.0, false)));
        });
    }

    [Test]
    public void Corrected_values_and_single_shots_have_the_largest_variance_there_can_be()
    {
        var counts = new Dictionary<string, long> { ["00"] = 2, ["11"] = 2 };
        Assert.Multiple(() =>
        {
            // The counts say ⟨Z⟩ = 0, the backend corrected it to 0.1: its own errors hold, (0.2 + 2 · 0.3)².
            Assert.That(WeightedZ.Of(new BackendResult(2, [0.1, 0.1], ZError: [0.2, 0.3], Counts: counts), [-1, 2]).Variance, Is.EqualTo(0.64).Within(1e-14));
            Assert.That(WeightedZ.Of(new BackendResult(1, [1], ZError: [0], Counts: new Dictionary<string, long> { ["0"] = 1 }), [-3]).Variance, Is.EqualTo(9));
            Assert.That(WeightedZ.Of(new BackendResult(1, [0.4]), [-3]), Is.EqualTo(new WeightedZ(-3 * 0.4, 0, 0)));
            Assert.That(() => WeightedZ.Of(new BackendResult(1, [0.4]), [1, 2]), Throws.ArgumentException.With.Message.Contains("2 weights for 1 qubits"));
        });
    }
}
