namespace QaaHybrid.Training.Tests;

public class BleuTest
{
    // From bleu_rouge_golden.py; the first is also the value that sacreBLEU's own tests publish.
    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("readme", 48.530827009930, 63.888888888889,
            ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."],
            [["The dog bit the man.", "The dog had bit the man."], ["It was not unexpected.", "No one was surprised."], ["The man bit him first.", "The man had bitten the dog."]]);
        yield return Case("smoothed", 23.771865246856, 50.769230769231,
            ["a small wet animal that swims", "an otter"], [["a furry animal that swims in rivers"], ["a swimming animal", "the animal, otter"]]);
        yield return Case("numbers", 58.226433156291, 78.947368421053,
            ["It costs $1,000.50 (2-for-1), doesn't it? \"Yes,\" &quot;no&quot; -- 3.14-ish; a/b."],
            [["It cost $1,000.50 (2-for-1); does it? \"Yes,\" &amp; \"no\" -- 3.14 ish, a/b."]]);
        yield return Case("short", 0, 100, ["otter"], [["otter"]]);
        yield return Case("nothing", 0, 0, ["aa bb cc dd ee"], [["ff gg hh ii jj"]]);
        yield return Case("empty", 54.444605966067, 41.666666666667, ["", "a wet animal of the river"], [["an otter"], ["a wet animal of the sea"]]);
    }

    [TestCaseSource(nameof(Cases))]
    public void Golden(string[] hypotheses, string[][] references, double bleu, double rouge)
    {
        Assert.That(Bleu.Corpus(hypotheses, references).Score, Is.EqualTo(bleu).Within(1e-9));
        Assert.That(Rouge.Corpus(hypotheses, references).RougeL, Is.EqualTo(rouge).Within(1e-9));
    }

    [Test]
    public void The_parts_of_the_score()
    {
        var score = Bleu.Corpus(["a wet animal of the river"], [["a wet animal of the sea", "the wet animal of a very wide river"]]);
        // 1-grams 6/6 (river from the second), 2-grams 4/5, 3-grams 3/4, 4-grams 2/3; the first reference is nearest, with the same length.
        Assert.That(score.Precisions, Is.EqualTo(new[] { 100, 80, 75, 200.0 / 3 }).Within(1e-9));
        Assert.That((score.BrevityPenalty, score.Length, score.ReferenceLength), Is.EqualTo((1.0, 6L, 6L)));
        Assert.That(score.Score, Is.EqualTo(100 * Math.Pow(1 * 0.8 * 0.75 * (2.0 / 3), 0.25)).Within(1e-9));
    }

    [Test]
    public void A_tie_in_length_takes_the_shorter_reference()
    {
        var score = Bleu.Corpus(["a b c d"], [["a b c d e", "a b c"]]);
        Assert.That((score.ReferenceLength, score.BrevityPenalty), Is.EqualTo((3L, 1.0)));
    }

    [Test]
    public void The_signature_says_what_was_computed()
    {
        Assert.That(Bleu.Corpus(["a"], [["a", "b"]]).Signature, Is.EqualTo("nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:QaaHybrid"));
        Assert.That(Bleu.Corpus(["a", "b"], [["a", "b"], ["c"]]).Signature, Does.StartWith("nrefs:var|"));
    }

    [TestCase(BleuSmoothing.None, null, false, "nrefs:1|case:mixed|eff:no|tok:13a|smooth:none|version:QaaHybrid")]
    [TestCase(BleuSmoothing.Floor, null, true, "nrefs:1|case:lc|eff:no|tok:13a|smooth:floor[0.10]|version:QaaHybrid")]
    [TestCase(BleuSmoothing.AddK, 0.5, true, "nrefs:1|case:lc|eff:no|tok:13a|smooth:add-k[0.50]|version:QaaHybrid")]
    public void The_signature_names_smoothing_and_case(BleuSmoothing smoothing, double? value, bool lowercase, string signature) =>
        Assert.That(Bleu.Corpus(["a"], [["a"]], new BleuOptions { Smoothing = smoothing, SmoothValue = value, Lowercase = lowercase }).Signature, Is.EqualTo(signature));

    // The values that sacreBLEU's own tests publish, with floor 0.01 and effective order.
    [TestCase("this is a fest", "this is a test", 22.3606797749979)]
    [TestCase("test", "a test", 36.78794411714425)]
    [TestCase("a test", "a test", 100)]
    [TestCase("a little test", "a test", 3.218297948685433)]
    public void Published_values_of_single_sentences(string hypothesis, string reference, double published)
    {
        var options = BleuOptions.Sentence with { Smoothing = BleuSmoothing.Floor, SmoothValue = 0.01 };
        Assert.That(Bleu.Sentence(hypothesis, [reference], options).Score, Is.EqualTo(published).Within(1e-6));
    }

    [Test]
    public void A_single_sentence_is_measured_up_to_the_order_it_has()
    {
        Assert.That(Bleu.Sentence("otter", ["otter"]).Score, Is.EqualTo(100).Within(1e-9));
        Assert.That(Bleu.Sentence("otter", ["otter"]).Signature, Does.Contain("|eff:yes|"));
    }

    [Test]
    public void Unequal_counts_are_refused()
    {
        Assert.That(() => Bleu.Corpus(["a"], []), Throws.ArgumentException);
        Assert.That(() => Bleu.Corpus(["a"], [[]]), Throws.ArgumentException.With.Message.Contains("segment 0 has no reference"));
        Assert.That(() => Rouge.Corpus([], []), Throws.ArgumentException);
    }

    private static TestCaseData Case(string name, double bleu, double rouge, string[] hypotheses, string[][] references) =>
        new TestCaseData(hypotheses, references, bleu, rouge).SetArgDisplayNames(name);
}
