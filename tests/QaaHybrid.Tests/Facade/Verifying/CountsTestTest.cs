using QaaHybrid.Circuits;

namespace QaaHybrid.Tests.Facade.Verifying;

public class CountsTestTest
{
    [Test]
    public void It_is_Pearsons_chi_square()
    {
        // 100 throws: (30 − 25)²/25 + (20 − 25)²/25 + (26 − 25)²/25 + (24 − 25)²/25 = 2.08, of 3 degrees of freedom; p by erfc(√1.04) + √(4.16/π) e^(−1.04).
        var test = CountsTest.Of(new Dictionary<string, long> { ["00"] = 30, ["01"] = 20, ["10"] = 26, ["11"] = 24 }, [0.25, 0.25, 0.25, 0.25]);
        Assert.That((test.ChiSquare, test.DegreesOfFreedom), Is.EqualTo((2.08, 3)).Within(1e-12));
        Assert.That(test.PValue, Is.EqualTo(0.5559695).Within(1e-6));
    }

    [Test]
    public void Rare_outcomes_are_put_together()
    {
        var test = CountsTest.Of(new Dictionary<string, long> { ["00"] = 90, ["01"] = 4, ["10"] = 6 }, [0.9, 0.03, 0.03, 0.04]);
        // 3 and 3 together, then 4 with the 90 behind them: two cells.
        Assert.That(test.DegreesOfFreedom, Is.EqualTo(1));
    }

    [Test]
    public void Shots_of_an_exact_simulator_pass_and_others_do_not()
    {
        double[] p = [0.4, 0.1, 0.2, 0.3];
        var passed = Enumerable.Range(0, 200).Count(seed => CountsTest.Of(Measurement.Sample(p, 500, seed).Counts!, p).PValue > 0.05);
        Assert.That(passed, Is.InRange(190 - 15, 200), "19 of 20");
        Assert.That(CountsTest.Of(Measurement.Sample([0.3, 0.2, 0.2, 0.3], 500, 1).Counts!, p).PValue, Is.LessThan(1e-6));
    }

    [Test]
    public void A_certain_outcome_leaves_nothing_to_test() =>
        Assert.That(CountsTest.Of(new Dictionary<string, long> { ["0"] = 50 }, [1, 0]), Is.EqualTo(new CountsTest(0, 0)).And.Property("PValue").EqualTo(1));
}
