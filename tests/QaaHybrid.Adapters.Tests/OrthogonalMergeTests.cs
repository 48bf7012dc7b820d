using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests;

/// <summary>Merging an orthogonal adapter keeps the singular values of the weight, and unmerging by transposition brings it back, in single precision.</summary>
public class OrthogonalMergeTests
{
    [TestCase("oft", "oft_block_size=8", "use_cayley_neumann=false")]
    [TestCase("boft", "boft_block_size=4", "boft_n_butterfly_factor=3")]
    [TestCase("hra", "r=6")]
    [TestCase("hra", "r=5", "apply_GS=true")]
    [TestCase("goft")]
    public void TheWeightComesBackTo1e6_AndIsOnlyTurned(string method, params string[] options)
    {
        using var scope = NewDisposeScope();
        var model = new TwoLinears(width: 64, dtype: float32);
        var set = options.Select(option => option.Split('=')).ToDictionary(pair => pair[0], pair => (object?)pair[1]);
        set.Add("target_modules", "q_proj");
        var weight = model.Q.weight;
        var before = weight.detach().clone();
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, set));
        using (no_grad())
            foreach (var (name, parameter) in adapted.TrainableParameters)
                if (!name.EndsWith("boft_s", StringComparison.Ordinal))
                    parameter.add_(randn(parameter.shape), alpha: 0.3);
        adapted.Merge();
        Assert.That((weight - before).abs().max().ToDouble(), Is.GreaterThan(1e-2));
        Assert.That((linalg.svd(weight).S - linalg.svd(before).S).abs().max().ToDouble(), Is.LessThan(1e-6));
        adapted.Unmerge();
        Assert.That((weight - before).abs().max().ToDouble(), Is.LessThan(1e-6));
    }
}
