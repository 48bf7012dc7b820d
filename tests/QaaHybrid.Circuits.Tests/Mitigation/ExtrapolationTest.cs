namespace QaaHybrid.Circuits.Tests;

public class ExtrapolationTest
{
    private static readonly double[] Scales = [1, 1.5, 2, 3];

    [Test]
    public void Each_model_is_exact_on_its_own_curve() => Assert.Multiple(() =>
    {
        Assert.That(Extrapolation.Linear.ToZero(Scales, On(s => 0.7 - 0.1 * s)).Value, Is.EqualTo(0.7).Within(1e-13));
        Assert.That(Extrapolation.Polynomial(2).ToZero(Scales, On(s => 0.7 - 0.1 * s + 0.02 * s * s)).Value, Is.EqualTo(0.7).Within(1e-13));
        Assert.That(Extrapolation.Richardson.ToZero(Scales, On(s => 0.7 - 0.1 * s + 0.02 * s * s - 0.01 * s * s * s)).Value, Is.EqualTo(0.7).Within(1e-12));
        Assert.That(Extrapolation.Exponential().ToZero(Scales, On(s => -0.9 * Math.Exp(-0.4 * s))).Value, Is.EqualTo(-0.9).Within(1e-12));
        Assert.That(Extrapolation.Exponential(0.3).ToZero(Scales, On(s => 0.3 + 0.6 * Math.Exp(-2 * s))).Value, Is.EqualTo(0.9).Within(1e-12));
        Assert.That(Extrapolation.Exponential().ToZero([1, 3], On(s => Math.Exp(-s), 1, 3)).Value, Is.EqualTo(1).Within(1e-12));
        Assert.That(Extrapolation.Exponential().ToZero(Scales, On(_ => 0)).Value, Is.Zero.Within(1e-15), "no sign, no curve: a straight line");
        Assert.That(Extrapolation.Exponential().ToZero(Scales, On(s => 1 - s)).Value, Is.EqualTo(1).Within(1e-13), "both signs: a straight line");
    });

    [Test]
    public void The_exponential_is_the_best_one_where_none_fits()
    {
        // Perturbed values: no other (A, c) nearby has smaller squares.
        double[] values = [0.62, 0.41, 0.33, 0.12];
        var amplitude = Extrapolation.Exponential().ToZero(Scales, [.. values.Select(value => new Estimate(value, 0))]).Value;
        var best = Enumerable.Range(0, 20_001).Min(i => Squares(amplitude, i * 1e-4));

        Assert.That(Enumerable.Range(0, 20_001).Min(i => Squares(amplitude + 0.003, i * 1e-4)), Is.GreaterThan(best));
        Assert.That(Enumerable.Range(0, 20_001).Min(i => Squares(amplitude - 0.003, i * 1e-4)), Is.GreaterThan(best));

        double Squares(double a, double c) => values.Select((value, i) => Math.Pow(value - a * Math.Exp(-c * Scales[i]), 2)).Sum();
    }

    [Test]
    public void Errors_are_those_of_repeated_experiments()
    {
        const double Sigma = 0.004;
        (string Name, Extrapolation Model)[] models =
        [
            ("linear", Extrapolation.Linear), ("quadratic", Extrapolation.Polynomial(2)), ("Richardson", Extrapolation.Richardson), ("exponential", Extrapolation.Exponential()),
        ];
        foreach (var (name, model) in models)
        {
            var noise = Tapes.Normal(5, 4 * 4000);
            var found = Enumerable.Range(0, 4000).Select(trial => model.ToZero(
                Scales, [.. Scales.Select((s, i) => new Estimate(0.8 * Math.Exp(-0.3 * s) + Sigma * noise[4 * trial + i], Sigma))])).ToArray();
            var mean = found.Average(estimate => estimate.Value);
            var spread = Math.Sqrt(found.Average(estimate => Math.Pow(estimate.Value - mean, 2)));
            TestContext.Out.WriteLine(FormattableString.Invariant(
                $"{name,-12} true 0.8  mean {mean:0.0000}  spread {spread:0.00000}  reported {found.Average(estimate => estimate.StandardError):0.00000}"));
            Assert.That(found.Average(estimate => estimate.StandardError), Is.EqualTo(spread).Within(6).Percent, name);
        }
    }

    [Test]
    public void Too_few_scales_are_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => Extrapolation.Linear.ToZero([1, 1], On(s => s, 1, 1)), Throws.ArgumentException.With.Message.Contains("2 different noise scales"));
        Assert.That(() => Extrapolation.Polynomial(2).ToZero([1, 2], On(s => s, 1, 2)), Throws.ArgumentException.With.Message.Contains("3 different"));
        Assert.That(() => Extrapolation.Linear.ToZero([1, 2, 3], On(s => s, 1, 2)), Throws.ArgumentException.With.Message.Contains("3 scales and 2 values"));
        Assert.That(() => Extrapolation.Polynomial(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    });

    private static Estimate[] On(Func<double, double> curve, params double[] scales) =>
        [.. (scales.Length == 0 ? Scales : scales).Select(s => new Estimate(curve(s), 0))];
}
