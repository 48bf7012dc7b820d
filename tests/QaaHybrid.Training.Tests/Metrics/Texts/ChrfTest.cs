namespace QaaHybrid.Training.Tests;

public class ChrfTest
{
    // The values that sacreBLEU's own tests publish, with β = 3 and effective order.
    [TestCase("a", "a", 100)]
    [TestCase("", "reference", 0)]
    [TestCase("a b c", "abc", 100)]
    [TestCase("a|b", "a|c", 50)]
    [TestCase("aa", "ab", 25)]
    public void Published_values(string hypotheses, string references, double published) =>
        Assert.That(Chrf.Corpus(hypotheses.Split('|'), [.. references.Split('|').Select(text => new[] { text })], new ChrfOptions { Beta = 3 }), Is.EqualTo(published).Within(1e-9));

    [Test]
    public void The_signature_says_what_was_computed()
    {
        Assert.That(new ChrfOptions().Signature([["a"]]), Is.EqualTo("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:QaaHybrid"));
        Assert.That((ChrfOptions.PlusPlus with { Lowercase = true }).Signature([["a"], ["b", "c"]]), Is.EqualTo("nrefs:var|case:lc|eff:yes|nc:6|nw:2|space:no|version:QaaHybrid"));
    }
}
