namespace QaaHybrid.Training.Tests;

public class MetricsSectionTest
{
    private const string Start = "model: m\nmethods: [{ adapter: lora }]\n";

    [Test]
    public void Bleu_and_rouge()
    {
        var metrics = RecipeFile.Parse(Start + "metrics: { bleu: { smooth: add-k, smooth_value: 0.5, lowercase: true, effective_order: true }, rouge: { stemmer: true } }", "r.yaml").Metrics;
        Assert.That(metrics.Bleu, Is.EqualTo(new BleuOptions { Smoothing = BleuSmoothing.AddK, SmoothValue = 0.5, Lowercase = true, EffectiveOrder = true }));
        Assert.That(metrics.RougeStemmer, Is.True);
        Assert.That(RecipeFile.Parse(Start, "r.yaml").Metrics, Is.EqualTo(new MetricsRecipe()));
    }

    [TestCase("  bleu: { smooth: flor }", "metrics.bleu.smooth", "floor")]
    [TestCase("  bleu: { smooth_value: 1 }", "metrics.bleu.smooth_value", "floor")]
    [TestCase("  rouge: { stemer: true }", "metrics.rouge.stemer", "stemmer")]
    [TestCase("  blue: {}", "metrics.blue", "bleu")]
    public void What_is_wrong_is_named_with_its_line(string line, string key, string hint)
    {
        var error = Assert.Throws<RecipeException>(() => RecipeFile.Parse($"{Start}metrics:\n{line}\n", "r.yaml"))!;
        Assert.That(error.Message, Does.Contain(key).And.Contain("r.yaml, line 4").And.Contain(hint));
    }
}
