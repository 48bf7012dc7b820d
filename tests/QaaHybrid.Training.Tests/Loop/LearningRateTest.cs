namespace QaaHybrid.Training.Tests;

public class LearningRateTest
{
    [Test]
    public void Cosine_with_warm_up()
    {
        var rate = new LearningRate(new ScheduleRecipe { Name = "cosine", WarmupRatio = 0.1, FinalRatio = 0.1 }, 100);
        Assert.That(new[] { 1, 5, 10 }.Select(rate.Factor), Is.EqualTo(new[] { 0.1, 0.5, 1.0 }).Within(1e-12));
        // Half way from step 10 to 101 the cosine is at its middle.
        Assert.That((rate.Factor(55) + rate.Factor(56)) / 2, Is.EqualTo(0.55).Within(1e-3));
        Assert.That(rate.Factor(100), Is.EqualTo(0.1 + 0.9 * (1 + Math.Cos(Math.PI * 90 / 91)) / 2).Within(1e-12));
    }

    [Test]
    public void Linear_and_constant()
    {
        var linear = new LearningRate(new ScheduleRecipe { Name = "linear", WarmupRatio = 0 }, 4);
        Assert.That(Enumerable.Range(1, 4).Select(linear.Factor), Is.EqualTo(new[] { 0.8, 0.6, 0.4, 0.2 }).Within(1e-12));
        var constant = new LearningRate(new ScheduleRecipe { Name = "constant", WarmupRatio = 0.5 }, 4);
        Assert.That(Enumerable.Range(1, 4).Select(constant.Factor), Is.EqualTo(new[] { 0.5, 1, 1, 1 }).Within(1e-12));
    }

    [TestCase("constant")]
    [TestCase("linear")]
    [TestCase("cosine")]
    public void No_step_is_wasted(string name)
    {
        foreach (var steps in new[] { 1, 2, 7, 300 })
        {
            var rate = new LearningRate(new ScheduleRecipe { Name = name }, steps);
            Assert.That(Enumerable.Range(1, steps).Select(rate.Factor), Has.All.GreaterThan(0).And.All.LessThanOrEqualTo(1));
        }
    }
}
