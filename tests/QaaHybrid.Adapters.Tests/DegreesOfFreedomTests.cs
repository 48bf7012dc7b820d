using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests;

/// <summary>The degrees of freedom that multiplicative methods state are the rank of the merged weight's derivatives, at random parameters in double precision.</summary>
public class DegreesOfFreedomTests
{
    [TestCase(12, "oft", "use_cayley_neumann=false", "oft_block_size=4", ExpectedResult = 18)]
    [TestCase(12, "oft", "r=3", "block_share=true", ExpectedResult = 6)]
    [TestCase(12, "boft", "boft_block_size=6", "boft_n_butterfly_factor=2", ExpectedResult = (2 * 2 * 15) - (4 * 3) + 12)]
    [TestCase(16, "boft", "boft_block_size=4", "boft_n_butterfly_factor=3", ExpectedResult = (3 * 4 * 6) - (2 * 8 * 1) + 16)]
    [TestCase(16, "boft", "boft_block_size=2", "boft_n_butterfly_factor=4", ExpectedResult = (4 * 8) + 16)]
    [TestCase(12, "hra", "r=1", ExpectedResult = 11)]
    [TestCase(12, "hra", "r=4", ExpectedResult = (4 * 8) + 6)]
    [TestCase(12, "hra", "r=3", "apply_GS=true", ExpectedResult = 27)]
    [TestCase(12, "goft", ExpectedResult = 11)]
    [TestCase(13, "goft", "quasi=true", ExpectedResult = (3 * 12) + 1)]
    public long AreTheRankOfTheDerivatives(int width, string method, params string[] options)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var set = options.Select(option => option.Split('=')).ToDictionary(pair => pair[0], pair => (object?)pair[1]);
        set.Add("target_modules", "q_proj");
        var model = new TwoLinears(width);
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, set));
        using (no_grad())
            foreach (var (_, parameter) in adapted.TrainableParameters)
                parameter.add_(randn(parameter.shape, dtype: float64), alpha: 0.3);
        var weight = model.q_proj.forward(eye(width, dtype: float64)) - ((AdapterLayer)model.q_proj).base_layer.bias!;
        var rank = JacobianRank.Of(weight, [.. adapted.TrainableParameters.Select(entry => entry.p)]);
        Assert.That(adapted.Modules.Single().DegreesOfFreedom, Is.EqualTo(rank));
        return rank;
    }
}
