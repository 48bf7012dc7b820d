using System.Text.Json;

namespace QaaHybrid.Training.Tests;

/// <summary>BERTScore against <c>bertscore_golden.py</c>, which has the definition and the models in double precision.</summary>
[TestFixtureSource(typeof(BertScoreModels), nameof(BertScoreModels.Names))]
public class BertScorerTest(string name)
{
    [Test]
    public void Every_layer_with_and_without_idf()
    {
        using var folder = new TemporaryFolder();
        var model = BertScoreModels.Write(name, folder.File(name));
        Assert.Multiple(() =>
        {
            foreach (var golden in BertScoreModels.Golden["models"]![name]!["cases"]!.AsArray())
            {
                var options = new BertScoreOptions { Layer = (int)golden!["layer"]!, Idf = (bool)golden["idf"]! };
                using var scorer = new BertScorer(model, options);
                var scores = scorer.Each(BertScoreModels.Hypotheses, BertScoreModels.References);
                Assert.That(scores.Select(Numbers), Is.EqualTo(golden["scores"].Deserialize<double[][]>()).Within(1e-5), scorer.Signature);
                Assert.That(scorer.Signature, Is.EqualTo($"{name}_L{options.Layer}_{(options.Idf ? "idf" : "no-idf")}_version=QaaHybrid"));
            }
        });
    }

    [Test]
    public void Neither_the_batch_nor_its_filling_changes_a_score()
    {
        using var folder = new TemporaryFolder();
        var model = BertScoreModels.Write(name, folder.File(name));
        using BertScorer one = new(model, new BertScoreOptions { BatchSize = 1 }), all = new(model, new BertScoreOptions { BatchSize = 100 });
        Assert.That(
            one.Each(BertScoreModels.Hypotheses, BertScoreModels.References).Select(Numbers),
            Is.EqualTo(all.Each(BertScoreModels.Hypotheses, BertScoreModels.References).Select(Numbers)).Within(1e-5));
    }

    [Test]
    public void A_baseline_moves_what_is_unrelated_to_zero()
    {
        using var folder = new TemporaryFolder();
        var model = BertScoreModels.Write(name, folder.File(name));
        using BertScorer plain = new(model), rescaled = new(model, new BertScoreOptions { Baseline = new BertScore(0.5, 0.6, 0.8) });
        var (a, b) = (plain.Each(["the river"], [["the sea"]])[0], rescaled.Each(["the river"], [["the sea"]])[0]);
        Assert.That(Numbers(b), Is.EqualTo(new[] { (a.Precision - 0.5) / 0.5, (a.Recall - 0.6) / 0.4, (a.F1 - 0.8) / 0.2 }).Within(1e-12));
        Assert.That(rescaled.Signature, Is.EqualTo($"{name}_L2_no-idf_version=QaaHybrid-rescaled"), "the last layer where none is named");
    }

    [Test]
    public void A_layer_that_the_model_does_not_have_is_refused()
    {
        using var folder = new TemporaryFolder();
        var model = BertScoreModels.Write(name, folder.File(name));
        Assert.That(() => new BertScorer(model, new BertScoreOptions { Layer = 3 }), Throws.ArgumentException.With.Message.Contains("layer is 3").And.Message.Contains("to 2"));
        Assert.That(() => new BertScorer(model, new BertScoreOptions { Baseline = new BertScore(0, 1, 0) }), Throws.ArgumentException.With.Message.Contains("below 1"));
    }

    private static double[] Numbers(BertScore score) => [score.Precision, score.Recall, score.F1];
}
