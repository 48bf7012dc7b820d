using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests.Vera;

public class VeraTests
{
    private static AdapterConfig Vera(params (string Key, object? Value)[] options) =>
        AdapterRegistry.Configure("vera", options.ToDictionary(option => option.Key, option => option.Value));

    [Test]
    public void ItStartsFromZeroAndAConstant()
    {
        var adapted = Compiler.Inject(new TwoLinears(), Vera(("r", 3), ("target_modules", "v_proj")));
        var tensors = adapted.TrainableParameters.ToDictionary(entry => entry.name, entry => entry.p.data<double>().ToArray());
        Assert.That(tensors["base_model.model.v_proj.vera_lambda_b"], Is.EqualTo(new double[5]));
        Assert.That(tensors["base_model.model.v_proj.vera_lambda_d"], Is.EqualTo(new[] { 0.1, 0.1, 0.1 }));
    }

    // One pair for all layers, as wide as the widest: nothing of it is trained.
    [TestCase(true)]
    [TestCase(false)]
    public void TheProjectionsAreStoredOnce_OrNotAtAll(bool save)
    {
        using var folder = new TemporaryFolder();
        var adapted = Compiler.Inject(new TwoLinears(), Vera(("r", 3), ("save_projection", save), ("target_modules", "q_proj,v_proj")));
        Assert.That(adapted.Modules.Sum(module => module.Trainable), Is.EqualTo(12 + 5 + 3 + 3));
        Assert.That(adapted.Modules.Sum(module => module.Stored), Is.EqualTo(12 + 5 + 3 + 3 + (save ? (3 * 12) + (12 * 3) : 0)));
        adapted.Save(folder.Path);
        var (tensors, _) = SafetensorsTensors.Read(Path.Combine(folder.Path, AdaptedModel.TensorFile));
        Assert.That(tensors.Keys.Where(key => key.StartsWith("base_model.vera_", StringComparison.Ordinal)), Is.EquivalentTo(save ? new[] { "base_model.vera_A", "base_model.vera_B" } : []));
    }

    [Test]
    public void ProjectionsOfAFile_AreTakenFromIt_NotDrawnAgain()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var adapted = Compiler.Inject(new TwoLinears(), Vera(("r", 3), ("target_modules", "q_proj,v_proj")));
        adapted.Save(folder.Path);
        var path = Path.Combine(folder.Path, AdaptedModel.TensorFile);
        var (tensors, _) = SafetensorsTensors.Read(path);
        using (no_grad())
        {
            tensors["base_model.vera_A"].fill_(0.5);
            tensors["base_model.vera_B"].fill_(2);
            tensors["base_model.model.v_proj.vera_lambda_b"].fill_(1);
        }
        SafetensorsTensors.Save(path, tensors.Select(entry => (entry.Key, entry.Value)));
        var loaded = AdaptedModel.FromPretrainedAsync(new TwoLinears(), folder.Path, Compiler.Services).GetAwaiter().GetResult();
        var layer = loaded.Layers[1].Layer;
        // b·B·(d·A·1) = 1 · Σ over 3 of 2 · 0.1 · (12 · 0.5)
        var change = layer.forward(ones([1, 12], dtype: float64)) - layer.base_layer.forward(ones([1, 12], dtype: float64));
        Assert.That(change.data<double>().ToArray(), Is.All.EqualTo(3.6).Within(1e-12));
    }

    [Test]
    public void ABudgetChoosesTheRank_AndLeavesTheProjectionsOut()
    {
        var adapted = Compiler.Inject(new TwoLinears(), Vera(("budget", 40), ("target_modules", "q_proj,v_proj")));
        Assert.That(adapted.Modules.Sum(module => module.Stored), Is.EqualTo(17 + (2 * 11)));
        Assert.That(adapted.BudgetReason, Does.Contain("r = 11").And.Contain("39 of 40"));
        Assert.That(() => Compiler.Inject(new TwoLinears(), Vera(("budget", 18), ("target_modules", "q_proj,v_proj"))), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("at least 19"));
    }
}
