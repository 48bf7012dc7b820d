namespace QaaHybrid.Training.Tests;

public class GlossTest
{
    // The shapes that occur in WordNet 3.0, the broken ones among them; the words are made up.
    [TestCase("a wet animal", "a wet animal", new string[0])]
    [TestCase(" a wet animal; lives in rivers; \"it swims\"; \"it dives; often\"  ", "a wet animal; lives in rivers", new[] { "it swims", "it dives; often" })]
    [TestCase("to swim; \"it swam\"- A.Writer", "to swim", new[] { "it swam" })]
    [TestCase("swim away, \"it swam away\"", "swim away", new[] { "it swam away" })]
    [TestCase("the quality of being wet: \"the wetness of otters\"", "the quality of being wet", new[] { "the wetness of otters" })]
    [TestCase("as in the expression \"wet otter\"", "as in the expression \"wet otter\"", new string[0])]
    [TestCase("a shop where fish is sold\"", "a shop where fish is sold", new string[0])]
    [TestCase("drop; \"drop a fish\"; drop water\"", "drop", new[] { "drop a fish", "drop water" })]
    [TestCase("wet; \"a wet day\"; (`wettish' is rare)", "wet", new[] { "a wet day" })]
    public void Definition_and_examples(string gloss, string definition, string[] examples)
    {
        var split = Gloss.Split(gloss);
        Assert.That(split.Definition, Is.EqualTo(definition));
        Assert.That(split.Examples, Is.EqualTo(examples));
    }
}
