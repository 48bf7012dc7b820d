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

    [Test]
    public void BertScore_names_its_model()
    {
        var bertScore = RecipeFile.Parse(Start + "metrics: { bertscore: { model: wordnet-encoder, layer: 3, idf: true, baseline: [0.3, 0.25, -0.1] } }", "r.yaml").Metrics.BertScore!;
        Assert.That((bertScore.Model, bertScore.Place), Is.EqualTo(("wordnet-encoder", "r.yaml, line 3")));
        Assert.That(bertScore.Options, Is.EqualTo(new BertScoreOptions { Layer = 3, Idf = true, Baseline = new BertScore(0.3, 0.25, -0.1) }));
        Assert.That(RecipeFile.Parse(Start + "metrics: { bertscore: { model: m } }", "r.yaml").Metrics.BertScore!.Options, Is.EqualTo(new BertScoreOptions()));
    }

    [Test]
    public void A_task_without_texts_has_none_to_measure() =>
        Assert.That(() => RecipeFile.Parse(Start + "task: { kind: classification, dataset: brown }\nmetrics: { rouge: { stemmer: true } }", "r.yaml"),
            Throws.InstanceOf<RecipeException>().With.Message.Contains("r.yaml, line 4, metrics").And.Message.Contains("classification"));

    [TestCase("  bertscore: { layer: 3 }", "metrics.bertscore.model", "wordnet-encoder")]
    [TestCase("  bertscore: { model: m, layer: -1 }", "metrics.bertscore.layer", "at least 0")]
    [TestCase("  bertscore: { model: m, baseline: [0.3, 1, 0.3] }", "metrics.bertscore.baseline", "three numbers below 1")]
    [TestCase("  bertscore: { model: m, idff: true }", "metrics.bertscore.idff", "idf")]
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
