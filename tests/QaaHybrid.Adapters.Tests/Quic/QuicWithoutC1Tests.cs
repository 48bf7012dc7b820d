using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Quic;

/// <summary>Adapters without C_1: published as useless, because libtorch's determinant gives them no gradient where they start.</summary>
public class QuicWithoutC1Tests
{
    [Test]
    public void WithExactGradients_TheyTrain_AndAsPublishedTheyStandStill([Values("2", "3", "2,3")] string orders)
    {
        using var scope = NewDisposeScope();
        var exact = Losses(orders, "exact");
        var published = Losses(orders, "autograd");
        Assert.That(exact[^1], Is.LessThan(0.6 * exact[0]));
        // Not one digit beyond rounding in forty steps.
        Assert.That(published, Is.All.EqualTo(published[0]).Within(1e-12));
        Assert.That(exact[0], Is.EqualTo(published[0]).Within(1e-12));
    }

    [Test]
    public void WithC1_BothTrain()
    {
        using var scope = NewDisposeScope();
        Assert.That(Losses("1,2", "autograd")[^1], Is.LessThan(0.9 * Losses("1,2", "autograd")[0]));
        Assert.That(Losses("1,2", "exact")[^1], Is.LessThan(0.9 * Losses("1,2", "exact")[0]));
    }

    // A layer learns to be the same layer with its outputs turned by another adapter of the same orders.
    private static List<double> Losses(string orders, string gradient)
    {
        Dictionary<string, object?> Options(string rule) => new() { ["blocks"] = 1, ["orders"] = orders, ["minor_gradient"] = rule, ["target_modules"] = "q_proj" };
        var (teacher, pupil) = (new TwoLinears(), new TwoLinears());
        using (no_grad())
            foreach (var (_, parameter) in Compiler.Inject(teacher, AdapterRegistry.Configure("quic", Options("exact"))).TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64), alpha: 0.5);
        var adapted = Compiler.Inject(pupil, AdapterRegistry.Configure("quic", Options(gradient)));
        var x = randn([64, 12], dtype: float64);
        var wanted = teacher.forward(x).detach();
        var optimizer = optim.AdamW(adapted.TrainableParameters.Select(entry => entry.p), lr: 0.03, weight_decay: 0);
        var losses = new List<double>();
        for (var step = 0; step < 40; step++)
        {
            optimizer.zero_grad();
            var loss = nn.functional.mse_loss(pupil.forward(x), wanted);
            loss.backward();
            optimizer.step();
            losses.Add(loss.ToDouble());
        }
        return losses;
    }
}
