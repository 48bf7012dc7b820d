namespace QaaHybrid.Circuits.Tests;

/// <summary>Numbers worked out by hand: L = 2 and η = 0.4 make 2Lη/(2 - Lη) = 4/3, η - Lη²/2 = 0.24, Lη²/2 = 0.16.</summary>
public class ShotFrugalTest
{
    private static readonly ShotFrugalOptions Options = new() { Curvature = 2, LearningRate = 0.4, Memory = 0.5, Regulariser = 0, MinShots = 2 };

    [Test]
    public void Individual_numbers_are_those_of_the_formula_and_none_is_above_the_one_that_gains_most()
    {
        var allocation = new ShotFrugal(2, Options);
        Assert.That(allocation.Shots, Is.EqualTo(new[] { 2, 2 }));

        // 4/3 · 11.9 / 1 = 15.9, 4/3 · 5.9 / 0.25 = 31.5; gains per shot 0.121/16 = 0.0076 and 0.0305/32 = 0.0010.
        Assert.That(allocation.Step([1, 0.5], [11.9, 5.9]), Is.EqualTo(new[] { 16, 16 }));

        // χ = (1/2·1/2·1 + 1/2·1/2, …)/(3/4) = 2/3, 5/6; ξ = 6.7, 3.3; 4/3 · 6.7 · 9/4 = 20.1, 4/3 · 3.3 · 36/25 = 6.3; the second gains more.
        Assert.That(allocation.Step([0.5, 1], [4.1, 2]), Is.EqualTo(new[] { 7, 7 }));
    }

    [Test]
    public void One_that_wants_less_than_the_best_gets_less()
    {
        // 4/3 · 2.9 = 3.9 and 4/3 · 11.9 = 15.9; gains 0.124/4 and 0.121/16: clipped to 4; with a fifth of the noise again 1.
        Assert.That(new ShotFrugal(3, Options).Step([1, 1, 1], [2.9, 11.9, 0.5]), Is.EqualTo(new[] { 2, 2, 2 }), "the third wants one shot and gains most");
        Assert.That(new ShotFrugal(2, Options).Step([2, 1], [35.9, 2.9]), Is.EqualTo(new[] { 12, 4 }), "48/4 shots for a gain of 0.48/12, 4 for 0.124/4");
    }

    [Test]
    public void Global_numbers_follow_the_noise_of_each_and_the_gradient_of_all()
    {
        // √9.1 + √4.1 = 5.0415; 4/3 · 3.0166 · 5.0415 / 1.25 = 16.2, 4/3 · 2.0248 · 5.0415 / 1.25 = 10.9.
        Assert.That(new ShotFrugal(2, Options with { Rule = ShotRule.GCans }).Step([1, 0.5], [9.1, 4.1]), Is.EqualTo(new[] { 17, 11 }));
    }

    [Test]
    public void Bounds_hold_and_the_regulariser_fades()
    {
        var options = Options with { MinShots = 10, MaxShots = 500, Regulariser = 0.1, Rule = ShotRule.GCans };
        var allocation = new ShotFrugal(1, options);
        Assert.Multiple(() =>
        {
            // 4/3 · 9 / 0.1 = 120 at first; b μ = 0.05 then: 240; then 480; then 960, at most 500.
            Assert.That(Enumerable.Range(0, 4).Select(_ => allocation.Step([0], [9.01])[0]), Is.EqualTo(new[] { 121, 241, 481, 500 }));
            Assert.That(new ShotFrugal(1, options).Step([1], [0])[0], Is.EqualTo(10));
            Assert.That(new ShotFrugal(1, Options).Step([0], [0])[0], Is.EqualTo(2));
            Assert.That(new ShotFrugal(2, Options with { Rule = ShotRule.Fixed, MinShots = 30 }).Step([1, 2], [3, 4]), Is.EqualTo(new[] { 30, 30 }));
        });
    }

    [Test]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Multiple(() =>
        {
            Refused(Options with { Curvature = null }, "curvature L is missing");
            Refused(Options with { LearningRate = 1 }, "expected between 0 and 2/L = 1");
            Refused(Options with { MinShots = 1 }, "a variance needs 2");
            Refused(Options with { MaxShots = 1 }, "at most 1 shots");
            Refused(Options with { Memory = 1 }, "μ is 1");
            Refused(Options with { Regulariser = -1 }, "b is -1");
            Assert.That(() => new ShotFrugal(2, Options).Step([1], [1, 2]), Throws.ArgumentException.With.Message.Contains("1 derivatives and 2 variances for 2 parameters"));
            Assert.That(new ShotFrugal(1, new ShotFrugalOptions { Curvature = 4 }).LearningRate, Is.EqualTo(0.25));
        });

        static void Refused(ShotFrugalOptions options, string why) => Assert.That(() => new ShotFrugal(2, options), Throws.ArgumentException.With.Message.Contains(why));
    }
}
