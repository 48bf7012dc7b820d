namespace QaaHybrid.Torch.Tests.Optimizers;

/// <summary>
/// Six steps with a falling learning rate, against PyTorch's own. On the machine that made the golden numbers they agree to the last bit; the
/// tolerance is for processors whose matrix products round otherwise.
/// </summary>
public class OptimizerGoldenTests
{
    private static readonly Dictionary<string, Func<Parameter[], optim.Optimizer>> Makers = new()
    {
        ["adamw"] = p => optim.AdamW(p, 0.05, 0.8, 0.95, 1e-6, 0.1),
        ["adam"] = p => optim.Adam(p, 0.05, weight_decay: 0.1),
        ["sgd"] = p => optim.SGD(p, 0.05, momentum: 0.9, weight_decay: 0.1),
        ["sgd_plain"] = p => optim.SGD(p, 0.05),
    };

    internal static Tensor Loss(Tensor first, Tensor second, string bits) =>
        (first.matmul(Golden.Tensor($"problem{bits}.inputs")) - Golden.Tensor($"problem{bits}.target")).pow(2).mean() + second.sin().sum();

    internal static Parameter[] Start(string bits) => [new(Golden.Tensor($"problem{bits}.first").clone()), new(Golden.Tensor($"problem{bits}.second").clone())];

    [Test]
    public void Steps_are_those_of_PyTorch([Values("adamw", "adam", "sgd", "sgd_plain")] string name, [Values("32", "64")] string bits)
    {
        using var scope = NewDisposeScope();
        var parameters = Start(bits);
        using var optimiser = Makers[name](parameters);
        for (var step = 0; step < 6; step++)
        {
            optimiser.LearningRate = 0.05 / (1 + step);
            optimiser.zero_grad();
            Loss(parameters[0], parameters[1], bits).backward();
            optimiser.step();
        }

        var tolerance = bits == "32" ? 3e-7 : 1e-15;
        Golden.AssertNear(parameters[0], $"{name}{bits}.first", tolerance);
        Golden.AssertNear(parameters[1], $"{name}{bits}.second", tolerance);
        foreach (var key in new[] { "exp_avg", "exp_avg_sq" }.Where(key => Golden.Has($"{name}{bits}.first.{key}")))
            Golden.AssertNear(optimiser.state_dict()[$"0.{key}"], $"{name}{bits}.first.{key}", tolerance * 10);
    }

    [Test]
    public void Clipping_is_that_of_PyTorch([Values(2.0, double.PositiveInfinity)] double type, [Values(0.5, 100.0)] double limit)
    {
        using var scope = NewDisposeScope();
        var parameters = Start("32");
        Loss(parameters[0], parameters[1], "32").backward();
        var total = nn.utils.clip_grad_norm_([.. parameters, new Parameter(ones(1))], limit, type);
        var name = $"clip.{(type == 2 ? "2" : "inf")}.{limit}";
        Assert.That(total, Is.EqualTo(Golden.Tensor($"{name}.total").ToDouble()).Within(1e-4).Percent);
        Golden.AssertNear(parameters[0].grad!, $"{name}.first", 3e-7);
        Golden.AssertNear(parameters[1].grad!, $"{name}.second", 3e-7);
    }

    [Test]
    public void Clipping_without_gradients_gives_zero() => Assert.That(nn.utils.clip_grad_norm_([], 1), Is.Zero);
}
