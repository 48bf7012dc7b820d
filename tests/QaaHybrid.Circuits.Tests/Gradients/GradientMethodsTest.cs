namespace QaaHybrid.Circuits.Tests;

public class GradientMethodsTest
{
    [Test]
    public async Task Every_method_is_found_by_its_name_and_has_the_same_gradient()
    {
        var problem = new GradientProblem(Tapes.Square(2, 1), Tapes.Angles(1, 6), [1, -0.3], [0.1, 0.5, -0.2, 0.9], Seed: 3);
        var expected = AdjointGradient.Of(problem.Circuit, [.. problem.Theta], [.. problem.Weights], [.. problem.Input!]);
        foreach (var method in GradientMethods.All)
        {
            var result = await GradientMethods.Find(method.Name)!.OfAsync(new SimulatorBackend(), problem);
            Assert.That(result.Value, Is.EqualTo(expected.Value).Within(1e-12), method.Name);
            if (method.Name != "spsa")
                Assert.That(result.Gradient, Is.EqualTo(expected.Gradient).Within(1e-8), method.Name);
            else
                // One direction Δ: every component is ±Δ·g.
                Assert.That(result.Gradient.Select(Math.Abs), Is.All.EqualTo(Math.Abs(result.Gradient[0])).Within(1e-12));
        }
        Assert.That(GradientMethods.All.Select(method => method.Name), Is.EqualTo(new[] { "adjoint", "shift", "spsa", "difference" }));
        Assert.That(GradientMethods.Find("newton"), Is.Null);
    }

    [Test]
    public async Task Methods_that_need_exact_values_refuse_shots()
    {
        var problem = new GradientProblem(Tapes.Ring(2, 1), [0.1, 0.2], [1, 1], Shots: 50);
        foreach (var method in GradientMethods.All)
            if (method.NeedsExactValues)
                Assert.That(() => method.OfAsync(new SimulatorBackend(), problem), Throws.ArgumentException.With.Message.Contains("cannot use 50 shots"));
            else
                Assert.That((await method.OfAsync(new SimulatorBackend(), problem)).Shots, Is.GreaterThan(0));
    }
}
