using System.Text.Json.Nodes;

namespace QaaHybrid.Training.Tests;

/// <summary>Every option of the text metrics against <c>text_options_golden.py</c>.</summary>
public class TextOptionsGoldenTest
{
    private static readonly Lazy<JsonNode> Golden = new(() =>
        JsonNode.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Training.Tests", "Metrics", "Texts", "text_options_golden.json")))!);

    [TestCaseSource(nameof(Cases))]
    public void Bleu_with_every_smoothing(JsonNode golden)
    {
        var (hypotheses, references) = Texts(golden);
        Assert.Multiple(() =>
        {
            foreach (var set in golden["bleu"]!.AsArray())
            {
                var options = new BleuOptions
                {
                    Smoothing = (string)set!["smooth"]! switch { "exp" => BleuSmoothing.Exp, "floor" => BleuSmoothing.Floor, "add-k" => BleuSmoothing.AddK, _ => BleuSmoothing.None },
                    SmoothValue = (double?)set["value"],
                    Lowercase = (bool)set["lowercase"]!,
                    EffectiveOrder = (bool)set["effective_order"]!,
                };
                var score = Bleu.Corpus(hypotheses, references, options);
                Assert.That(score.Score, Is.EqualTo((double)set["score"]!).Within(1e-9), score.Signature);
            }
        });
    }

    [TestCaseSource(nameof(Cases))]
    public void Chrf_with_words(JsonNode golden)
    {
        var (hypotheses, references) = Texts(golden);
        foreach (var set in golden["chrf"]!.AsArray())
        {
            var options = new ChrfOptions { WordOrder = (int)set!["word_order"]!, Beta = (double)set["beta"]!, Lowercase = (bool)set["lowercase"]! };
            Assert.That(Chrf.Corpus(hypotheses, references, options), Is.EqualTo((double)set["score"]!).Within(1e-9), options.ToString());
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Rouge_with_precision_recall_and_lines(JsonNode golden)
    {
        var (hypotheses, references) = Texts(golden);
        foreach (var stemmer in new[] { false, true })
            foreach (var (segment, wanted) in Rouge.Each(hypotheses, references, stemmer).Zip(golden[stemmer ? "rouge_stemmed" : "rouge"]!.AsArray()))
                foreach (var (name, score) in new[] { ("rouge_1", segment.Rouge1), ("rouge_2", segment.Rouge2), ("rouge_l", segment.RougeL), ("rouge_lsum", segment.RougeLsum) })
                    Assert.That(new[] { score.Precision, score.Recall, score.FMeasure }, Is.EqualTo(Numbers(wanted![name])).Within(1e-9), $"{name}, stemmer {stemmer}");
    }

    [TestCaseSource(nameof(Cases))]
    public void Answers_as_squad_counts_them(JsonNode golden)
    {
        var (hypotheses, references) = Texts(golden);
        var wanted = golden["squad"]!.AsArray().Select(Numbers).ToList();
        Assert.That(ExactMatch.Normalised(hypotheses, references), Is.EqualTo(wanted.Select(values => values[0])));
        Assert.That(ExactMatch.TokenF1(hypotheses, references), Is.EqualTo(wanted.Select(values => values[1])).Within(1e-9));
    }

    [TestCaseSource(nameof(Cases))]
    public void Metrics_of_chosen_texts_are_those_of_a_corpus_of_them(JsonNode golden)
    {
        var (hypotheses, references) = Texts(golden);
        int[] drawn = [.. Enumerable.Range(0, hypotheses.Length).Select(i => i * i % hypotheses.Length), 0];
        string[] chosen = [.. drawn.Select(i => hypotheses[i])];
        IReadOnlyList<string>[] accepted = [.. drawn.Select(i => references[i])];
        var all = TextScores.Of(hypotheses, references);
        GeneratedSample[] samples = [.. hypotheses.Select((text, i) => new GeneratedSample("", references[i], text) { Scores = all.NamedOf(i) })];
        Assert.Multiple(() =>
        {
            foreach (var (name, value) in TextScores.Of(chosen, accepted).Named)
                Assert.That(ExampleMetrics.Texts(name, samples)(drawn), Is.EqualTo(value).Within(1e-9), name);
        });
        Assert.That(() => ExampleMetrics.Texts("rouge_3", samples), Throws.ArgumentException.With.Message.Contains("rouge_lsum"));
    }

    private static IEnumerable<TestCaseData> Cases() => Golden.Value.AsArray().Select(item => new TestCaseData(item).SetArgDisplayNames((string)item!["name"]!));

    private static (string[] Hypotheses, IReadOnlyList<string>[] References) Texts(JsonNode golden) =>
    (
        [.. golden["hypotheses"]!.AsArray().Select(text => (string)text!)],
        [.. golden["references"]!.AsArray().Select(group => (IReadOnlyList<string>)[.. group!.AsArray().Select(text => (string)text!)])]
    );

    private static double[] Numbers(JsonNode? list) => [.. list!.AsArray().Select(value => (double)value!)];
}
