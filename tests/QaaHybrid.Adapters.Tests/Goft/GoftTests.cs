using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Goft;

public class GoftTests
{
    /// <summary>Round s pairs coordinates 2j·2^s and (2j + 1)·2^s of those that are left; the dense product goes through them one by one.</summary>
    [TestCase(8, false)]
    [TestCase(12, false)]
    [TestCase(13, true)]
    [TestCase(2, false)]
    public void TheRotation_IsTheProductOfItsPairs_Of12Or13InFourRounds(int width, bool quasi)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears(width);
        var adapted = Inject(model, ("quasi", quasi));
        var parameter = adapted.TrainableParameters.Single().p;
        Assert.That(parameter.numel(), Is.EqualTo((quasi ? 4 : 1) * (width - 1)));
        using (no_grad())
            parameter.add_(randn(parameter.shape, dtype: float64), alpha: 0.4);
        var numbers = parameter.ToArray<double>();
        var (product, next, rounds) = (eye(width, dtype: float64), 0, 0);
        for (var step = 1; step < width; step *= 2, rounds++)
            for (var one = 0; one + step < width; one += 2 * step)
            {
                var pair = eye(width, dtype: float64);
                var (c, s) = (Math.Cos(numbers[quasi ? 0 : next]), Math.Sin(numbers[quasi ? 0 : next]));
                double[] entries = quasi ? numbers[(4 * next)..(4 * next + 4)] : [c, -s, s, c];
                (pair[one, one], pair[one, one + step], pair[one + step, one], pair[one + step, one + step]) = (tensor(entries[0]), tensor(entries[1]), tensor(entries[2]), tensor(entries[3]));
                product = pair.matmul(product);
                next++;
            }
        Assert.That(next, Is.EqualTo(width - 1));
        Assert.That(rounds, Is.EqualTo((int)Math.Ceiling(Math.Log2(width))));
        var linear = ((AdapterLayer)model.q_proj).base_layer;
        var found = (model.q_proj.forward(eye(width, dtype: float64)) - linear.bias!).t();
        Assert.That((found - linear.weight.matmul(product)).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [Test]
    public void ThePenalty_IsZeroForRotations_AndMeasuresTheRest()
    {
        using var scope = NewDisposeScope();
        var adapted = Inject(new TwoLinears(), ("quasi", true), ("orthogonality", 2.0));
        Assert.That(adapted.Penalty()!.ToDouble(), Is.Zero);
        var parameter = adapted.TrainableParameters.Single().p;
        using (no_grad())
            parameter[3].copy_(tensor([1.0, 0.5, 0, 1], [2, 2]));
        // GᵀG − I = [[0, ½], [½, ¼]].
        Assert.That(adapted.Penalty()!.ToDouble(), Is.EqualTo(2 * (0.25 + 0.25 + 0.0625)).Within(1e-12));
    }

    [Test]
    public void OrthogonalityWithoutQuasi_IsRefused() => Assert.That(
        () => Inject(new TwoLinears(), ("orthogonality", 1)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("quasi"));

    private static AdaptedModel Inject(TwoLinears model, params (string Key, object? Value)[] options) =>
        Compiler.Inject(model, AdapterRegistry.Configure("goft", options.Append(("target_modules", "q_proj")).ToDictionary(option => option.Item1, option => option.Item2)));
}
