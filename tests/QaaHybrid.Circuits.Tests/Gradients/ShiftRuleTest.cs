namespace QaaHybrid.Circuits.Tests;

public class ShiftRuleTest
{
    [Test]
    public void One_frequency_has_two_terms_RBS_has_four()
    {
        var (near, far) = ((Math.Sqrt(2) + 1) / (2 * Math.Sqrt(2)), (Math.Sqrt(2) - 1) / (2 * Math.Sqrt(2)));

        Assert.Multiple(() =>
        {
            Check(ShiftRule.For([]), []);
            Check(ShiftRule.For([1]), [(Math.PI / 2, 0.5), (-Math.PI / 2, -0.5)]);
            Check(ShiftRule.For([2]), [(Math.PI / 4, 1), (-Math.PI / 4, -1)]);
            Check(ShiftRule.For([1, 2]), [(Math.PI / 4, near), (-Math.PI / 4, -near), (3 * Math.PI / 4, -far), (-3 * Math.PI / 4, far)]);
            Assert.That(ShiftRule.For([1, 2]).L1Norm, Is.EqualTo(2).Within(1e-14));
            Assert.That(ShiftRule.For([1]).ToString(), Is.EqualTo("f'(θ) = +0.5 f(θ+1.5708) -0.5 f(θ-1.5708)"));
            Assert.That(ShiftRule.For([]).ToString(), Is.EqualTo("f'(θ) = 0"));
        });

        static void Check(ShiftRule rule, (double Shift, double Coefficient)[] expected)
        {
            Assert.That(rule.Terms.Select(term => term.Shift), Is.EqualTo(expected.Select(term => term.Shift)).Within(1e-15));
            Assert.That(rule.Terms.Select(term => term.Coefficient), Is.EqualTo(expected.Select(term => term.Coefficient)).Within(1e-15));
        }
    }

    [TestCase(1, 2, 3, 4, 5)]
    [TestCase(0.5, 1)]
    [TestCase(1, 3)]
    [TestCase(1, 2, 4)]
    [TestCase(0.41421356237309503, 1, 1.4142135623730951, 2.4142135623730949)]
    [TestCase(0.3, 0.30001, 1)]
    [TestCase(1, 1.618033988749895, 2.718281828459045, 3.141592653589793, 4.1, 5.3, 5.35)]
    public void Rules_are_exact_on_their_frequencies_and_never_dearer_than_the_highest(params double[] frequencies)
    {
        var rule = ShiftRule.For(frequencies);
        Assert.Multiple(() =>
        {
            Assert.That(rule.Terms, Has.Count.EqualTo(2 * frequencies.Length));
            Assert.That(rule.L1Norm, Is.LessThan(frequencies[^1] * (1 + 1e-5)));
            foreach (var frequency in frequencies)
            {
                Assert.That(rule.Terms.Sum(term => term.Coefficient * Math.Sin(frequency * term.Shift)), Is.EqualTo(frequency).Within(1e-12));
                Assert.That(rule.Terms.Sum(term => term.Coefficient * Math.Cos(frequency * term.Shift)), Is.Zero.Within(1e-12));
            }
            Assert.That(rule.Terms.Sum(term => term.Coefficient), Is.Zero.Within(1e-12));
        });
    }

    [TestCase(2)]
    [TestCase(5)]
    public void The_search_finds_the_closed_form_of_equidistant_frequencies(int count)
    {
        double[] frequencies = [.. Enumerable.Range(1, count).Select(k => 0.5 * k)];
        (double Shift, double Coefficient)[] found = [.. LeastNorm.Solve(frequencies)];
        Assert.That(2 * found.Sum(pair => Math.Abs(pair.Coefficient)), Is.EqualTo(ShiftRule.For(frequencies).L1Norm).Within(1e-5));
    }

    [Test]
    public void No_rule_of_two_random_shifts_beats_the_search()
    {
        double[] frequencies = [1, 3];
        var least = ShiftRule.For(frequencies).L1Norm;
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var (x, y) = (random.NextDouble() * 2 * Math.PI, random.NextDouble() * 2 * Math.PI);
            var determinant = Math.Sin(x) * Math.Sin(3 * y) - Math.Sin(3 * x) * Math.Sin(y);
            var (c, d) = ((Math.Sin(3 * y) - 3 * Math.Sin(y)) / determinant, (3 * Math.Sin(x) - Math.Sin(3 * x)) / determinant);
            Assert.That(Math.Abs(c) + Math.Abs(d), Is.GreaterThan(least - 1e-5));
        }
    }

    [Test]
    public void What_is_no_set_of_frequencies_is_refused()
    {
        Assert.Multiple(() =>
        {
            foreach (var wrong in (double[][])[[0], [-1], [2, 1], [1, 1], [double.NaN], [1, double.PositiveInfinity]])
                Assert.That(() => ShiftRule.For(wrong), Throws.ArgumentException.With.Message.Contains("positive and ascending"));
        });
    }
}
