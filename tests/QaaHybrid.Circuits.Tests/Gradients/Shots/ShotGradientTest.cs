namespace QaaHybrid.Circuits.Tests;

public class ShotGradientTest
{
    [TestCase(TermSampling.Proportional, 60)]
    [TestCase(TermSampling.Random, 60)]
    [TestCase(TermSampling.Random, 5)]
    public async Task Estimates_have_no_bias_and_the_variance_they_say(TermSampling sampling, int shots)
    {
        var circuit = Tapes.Brick(3, 1);
        double[] theta = [0.3, 0.7], weights = [1, 0.5, -0.5];
        double[][] inputs = [Tapes.Normal(1, 8), Tapes.Normal(2, 8), Tapes.Normal(3, 8)];
        var backend = new SimulatorBackend();
        var circuits = new ShiftedCircuits(circuit, weights, startsInZero: false);
        var derivative = new ShotGradient(circuits.Terms.Where(term => term.Parameter == 1), inputs);
        var exact = inputs.Average(input => AdjointGradient.Of(circuit, theta, weights, input).Gradient[1]);
        const int Seeds = 1500;
        var (sum, squares, variance) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new SplitMix64(seed);
            var counts = derivative.Spread(shots, sampling, ref random);
            var results = await backend.RunAsync([.. derivative.Runs(theta, counts)], null, seed + 10_000);
            var (estimate, shotVariance) = derivative.Of(counts, [.. results.Select(result => WeightedZ.Of(result, weights))], sampling);
            sum += estimate - exact;
            squares += Math.Pow(estimate - exact, 2);
            variance += shotVariance / counts.Sum();
        }
        // Errors of a mean of Seeds numbers, and of their variance: √(2/Seeds) = 3.7 % for normal ones, somewhat more for few shots.
        Assert.Multiple(() =>
        {
            Assert.That(sum / Seeds, Is.Zero.Within(4 * Math.Sqrt(squares) / Seeds));
            Assert.That(squares / Seeds, Is.EqualTo(variance / Seeds).Within(20).Percent);
        });
    }

    [Test]
    public void Shots_are_spread_by_the_size_of_the_coefficients()
    {
        var circuit = Tapes.Brick(2, 1);
        var derivative = new ShotGradient(new ShiftedCircuits(circuit, startsInZero: false).Terms, [null]);
        var random = new SplitMix64(1);
        // |c| = 0.8536, 0.8536, 0.1464, 0.1464 of 2.
        Assert.Multiple(() =>
        {
            Assert.That(derivative.Spread(1000, TermSampling.Proportional, ref random), Is.EqualTo(new[] { 427, 427, 73, 73 }));
            Assert.That(derivative.Spread(4, TermSampling.Proportional, ref random), Is.EqualTo(new[] { 2, 2, 2, 2 }));
            var drawn = derivative.Spread(10_000, TermSampling.Random, ref random);
            Assert.That(drawn.Sum(), Is.EqualTo(10_000));
            for (var i = 0; i < 4; i++)
                Assert.That(drawn[i], Is.EqualTo(i < 2 ? 4268 : 732).Within(i < 2 ? 200 : 105), "four standard deviations");
        });
    }
}
