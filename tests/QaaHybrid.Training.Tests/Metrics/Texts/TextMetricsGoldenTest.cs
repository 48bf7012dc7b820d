using System.Text.Json.Nodes;

namespace QaaHybrid.Training.Tests;

/// <summary>All text metrics against <c>text_metrics_golden.py</c>: stems, synonyms, METEOR and one NIST are NLTK's.</summary>
public class TextMetricsGoldenTest
{
    private static readonly Lazy<JsonNode> Golden = new(() =>
        JsonNode.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Training.Tests", "Metrics", "Texts", "text_metrics_golden.json")))!);

    private static readonly Lazy<WordNetSynonyms> Synonyms = new(() => WordNetSynonyms.Read(WordNetFolder.Resolve()));

    [Test]
    public void Stems()
    {
        var stems = Golden.Value["stems"]!.AsObject();
        Assert.That(stems, Has.Count.GreaterThan(2000));
        Assert.That(stems.Where(entry => PorterStemmer.Stem(entry.Key) != (string)entry.Value!).Select(entry => $"{entry.Key}: {PorterStemmer.Stem(entry.Key)}, not {entry.Value}"), Is.Empty);
    }

    [Test]
    public void Single_words_that_share_a_meaning()
    {
        RequireWordNet();
        var golden = Golden.Value["synonyms"]!.AsObject();
        Assert.That(golden.Count(entry => entry.Value!.AsArray().Count > 0), Is.GreaterThan(200));
        foreach (var (word, wanted) in golden)
            Assert.That(Synonyms.Value.Of(word).Order(StringComparer.Ordinal), Is.EqualTo(wanted!.AsArray().Select(item => (string)item!)), word);
    }

    [Test]
    public void A_senseless_word_of_many_endings_has_none()
    {
        RequireWordNet();
        foreach (var ending in (string[])["ses", "ed", "es"])
            Assert.That(Synonyms.Value.Of("xyzzy" + string.Concat(Enumerable.Repeat(ending, 60))), Is.Empty);
    }

    [TestCaseSource(nameof(Cases))]
    public void Scores(JsonNode golden)
    {
        var hypotheses = golden["hypotheses"]!.AsArray().Select(text => (string)text!).ToList();
        var references = golden["references"]!.AsArray().Select(group => (IReadOnlyList<string>)[.. group!.AsArray().Select(text => (string)text!)]).ToList();
        double Wanted(string name) => (double)golden[name]!;
        var (plain, stemmed) = (Rouge.Corpus(hypotheses, references), Rouge.Corpus(hypotheses, references, useStemmer: true));
        Assert.Multiple(() =>
        {
            Assert.That(Bleu.Corpus(hypotheses, references).Score, Is.EqualTo(Wanted("bleu")).Within(1e-9), "BLEU");
            Assert.That(Chrf.Corpus(hypotheses, references), Is.EqualTo(Wanted("chrf")).Within(1e-9), "chrF");
            Assert.That(Nist.Corpus(hypotheses, references), Is.EqualTo(Wanted("nist")).Within(1e-9), "NIST");
            Assert.That((plain.Rouge1, plain.Rouge2, plain.RougeL), Is.EqualTo((Wanted("rouge_1"), Wanted("rouge_2"), Wanted("rouge_l"))).Within(1e-9), "ROUGE");
            Assert.That((stemmed.Rouge1, stemmed.Rouge2, stemmed.RougeL),
                Is.EqualTo((Wanted("rouge_1_stemmed"), Wanted("rouge_2_stemmed"), Wanted("rouge_l_stemmed"))).Within(1e-9), "ROUGE with stems");
        });
        RequireWordNet();
        Assert.That(new Meteor(Synonyms.Value).Corpus(hypotheses, references), Is.EqualTo(Wanted("meteor")).Within(1e-9), "METEOR");
    }

    private static IEnumerable<TestCaseData> Cases() => Golden.Value["cases"]!.AsArray().Select(item => new TestCaseData(item).SetArgDisplayNames((string)item!["name"]!));

    private static void RequireWordNet()
    {
        if (!File.Exists(Path.Combine(WordNetFolder.Resolve(), "data.noun")))
            Assert.Ignore("WordNet is not installed (apt-get install wordnet-base)");
    }
}
