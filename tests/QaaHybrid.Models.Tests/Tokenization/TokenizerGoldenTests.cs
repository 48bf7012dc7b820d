namespace QaaHybrid.Models.Tests;

/// <summary>Ids against those of Hugging Face's own tokenizer; <c>golden/make.mjs</c> made them.</summary>
public class TokenizerGoldenTests
{
    [TestCase("plain")]
    [TestCase("merges_as_pairs")]
    [TestCase("prefix_space")]
    [TestCase("digits")]
    [TestCase("split")]
    [TestCase("template")]
    public void Ids_are_those_of_the_reference(string variant)
    {
        var tokenizer = Golden.Variant(variant);
        var expected = Golden.Ids(variant);
        foreach (var (index, text) in Golden.Texts().Index())
            Assert.That(tokenizer.EncodeToIds(text), Is.EqualTo(expected[index]), text);
    }

    [Test]
    public void The_reference_distinguishes_the_variants()
    {
        // Guards the golden file: were all lists alike, the test above would prove little.
        var plain = Golden.Ids("plain");
        foreach (var variant in (string[])["prefix_space", "digits", "split", "template"])
            Assert.That(Golden.Ids(variant).Zip(plain).Count(pair => !pair.First.SequenceEqual(pair.Second)), Is.GreaterThan(0), variant);
    }
}
