using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp.Tests;

public class AngleRecoveryTest
{
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(300_000)]
    public void Every_parameter_is_found_again(int parameters)
    {
        var points = ProbePoints.Draw(parameters, 1);
        for (var k = 0; k < parameters; k += Math.Max(1, parameters / 1000))
        {
            var angle = new Angle(k, -0.5, 0.25);
            Assert.That(AngleRecovery.Recover(points, Seen(points, angle.At)), Is.EqualTo(angle));
        }
    }

    [TestCase(1, 0)]
    [TestCase(-1, 0)]
    [TestCase(2, 0.1)]
    [TestCase(1.0 / 3, 0)]
    [TestCase(5.0 / 7, Math.PI / 3)]
    [TestCase(1, -Math.PI / 2)]
    [TestCase(1e-3, 100)]
    public void Plain_numbers_come_back_to_the_last_digit(double scale, double offset)
    {
        var points = ProbePoints.Draw(5, 1);

        Assert.That(AngleRecovery.Recover(points, Seen(points, new Angle(3, scale, offset).At)), Is.EqualTo(new Angle(3, scale, offset)));
    }

    [Test]
    public void Odd_numbers_come_back_but_for_rounding()
    {
        var points = ProbePoints.Draw(5, 1);
        var random = new Random(2);
        for (var i = 0; i < 1000; i++)
        {
            var angle = new Angle(random.Next(5), 20 * random.NextDouble() - 10, 20 * random.NextDouble() - 10);
            var found = AngleRecovery.Recover(points, Seen(points, angle.At));
            Assert.That(found!.Value.Parameter, Is.EqualTo(angle.Parameter));
            Assert.That(found.Value.Scale, Is.EqualTo(angle.Scale).Within(1e-13));
            Assert.That(found.Value.Offset, Is.EqualTo(angle.Offset).Within(1e-13));
        }
    }

    [Test]
    public void A_constant_keeps_its_digits() =>
        Assert.That(AngleRecovery.Recover(ProbePoints.Draw(5, 1), (0.1, 0.1, 0.1, 0.1)), Is.EqualTo(Angle.Constant(0.1)));

    [Test]
    public void A_step_that_only_the_last_point_sees_is_no_constant() =>
        Assert.That(AngleRecovery.Recover(ProbePoints.Draw(5, 1), (0.1, 0.1, 0.1, 0.2)), Is.Null);

    [Test]
    public void Other_functions_are_recognised_at_every_seed()
    {
        Func<double[], double>[] functions =
        [
            t => Math.Abs(t[0]), t => t[0] * t[1], t => t[0] + t[1], t => t[0] - t[0] * 1e-6 * t[1], t => Math.Sin(t[2]), t => t[2] * t[2],
            t => Math.Max(t[3], 0), t => t[4] > 0 ? t[4] : 2 * t[4], t => t.Sum(), t => t[0] % 1,
        ];
        for (var seed = 0; seed < 200; seed++)
        {
            var points = ProbePoints.Draw(5, seed);
            foreach (var function in functions)
            {
                var seen = (function(points.First), function(points.Second), function(points.Third), function(points.Check));
                Assert.That(AngleRecovery.Recover(points, seen), Is.Null);
            }
        }
    }

    [Test]
    public void The_points_have_both_signs_in_every_parameter()
    {
        var points = ProbePoints.Draw(1000, 3);

        Assert.That(points.First.Zip(points.Second, (a, b) => a * b), Is.All.Negative);
        Assert.That(points.Check.Count(value => value < 0), Is.InRange(400, 600));
    }

    private delegate double At(ReadOnlySpan<double> theta);

    private static (double, double, double, double) Seen(ProbePoints points, At angle) =>
        (angle(points.First), angle(points.Second), angle(points.Third), angle(points.Check));
}
