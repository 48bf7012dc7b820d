using System.Xml.Linq;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Training.Tests;

public class LayerGradientsTest
{
    [Test]
    public void Parameters_of_a_layer_count_together_and_those_of_none_do_not()
    {
        using var scope = NewDisposeScope();
        var columns = LayerGradients.Of(
        [
            ("base_model.model.h.1.attn.lora_A.weight", WithGradient(1, 2)), ("base_model.model.h.1.mlp.lora_A.weight", WithGradient(3)), ("base_model.model.h.0.attn.lora_A.weight", WithGradient(-2, 2)),
            ("base_model.model.classifier.weight", WithGradient(100)), ("base_model.model.h.2.attn.lora_A.weight", nn.Parameter(zeros([2]))),
        ]).ToList();
        // Layer 1 has 1, 2, 3: √14, and 14/3 − 2²; layer 0 has −2, 2: √8, and 4.
        Assert.That(columns.Select(column => column.Key), Is.EqualTo(new[] { "layer_0_grad_norm", "layer_0_grad_variance", "layer_1_grad_norm", "layer_1_grad_variance" }));
        Assert.That(columns.Select(column => column.Value), Is.EqualTo(new[] { Math.Sqrt(8), 4, Math.Sqrt(14), 14.0 / 3 - 4 }).Within(1e-6));
        Assert.That((LayerGradients.OfNorms("layer_12_grad_norm"), LayerGradients.OfVariances("layer_12_grad_norm"), LayerGradients.OfNorms("grad_norm"), LayerGradients.OfNorms("layer_x_grad_norm")),
            Is.EqualTo(((int?)12, (int?)null, (int?)null, (int?)null)));
    }

    [Test]
    public async Task A_run_logs_them_now_and_then_and_draws_them_and_its_curves_are_files_too()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run");
        await TrainerFixture.RunAsync(run);
        var rows = MetricsLog.Read(run.Method("lora").MetricsFile).Where(row => row.Values.ContainsKey("loss")).ToList();
        Assert.That(rows.Where(row => row.Values.ContainsKey("layer_1_grad_variance")).Select(row => row.Step), Is.EqualTo(new[] { 1, 10 }));
        // Nothing is trained outside the two layers: their squares are those of the whole.
        foreach (var row in rows.Where(row => row.Step is 1 or 10))
            Assert.That(Math.Sqrt(Math.Pow(row.Values["layer_0_grad_norm"], 2) + Math.Pow(row.Values["layer_1_grad_norm"], 2)), Is.EqualTo(row.Values["grad_norm"]).Within(1e-5 * row.Values["grad_norm"]));
        Assert.That(await File.ReadAllTextAsync(run.ReportFile), Does.Contain("Gradient in each layer").And.Contain("Variance of the gradient, lora").And.Contain("<title>layer 1</title>"));
        foreach (var name in new[] { "training-loss", "held-out-loss", "gradient-of-all-trained-parameters" })
            Assert.That(XElement.Load(Path.Combine(run.Path, "charts", name + ".svg")).Name.LocalName, Is.EqualTo("svg"));
    }

    private static Parameter WithGradient(params float[] values)
    {
        var parameter = nn.Parameter(zeros([values.Length]));
        parameter.grad = tensor(values);
        return parameter;
    }
}
