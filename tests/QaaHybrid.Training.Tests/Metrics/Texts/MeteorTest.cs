namespace QaaHybrid.Training.Tests;

public class MeteorTest
{
    private static readonly Meteor WithoutWordNet = new(synonyms: null);

    [Test]
    public void By_hand()
    {
        // 3 matches in 2 chunks ("a b" and "d"); P = 3/4, R = 3/5; F = P·R / (0.9·P + 0.1·R); penalty (2/3)³ / 2.
        var mean = 0.75 * 0.6 / (0.9 * 0.75 + 0.1 * 0.6);
        Assert.That(WithoutWordNet.Score(["a", "b", "x", "d"], ["a", "b", "c", "y", "d"]), Is.EqualTo((1 - 0.5 * 8 / 27) * mean).Within(1e-12));
        Assert.That(WithoutWordNet.Score(["a", "b"], ["a", "b"]), Is.EqualTo(1 - 0.5 / 8).Within(1e-12), "one chunk costs something too");
        Assert.That(WithoutWordNet.Score(["a"], ["b"]), Is.Zero);
        Assert.That(WithoutWordNet.Score([], ["b"]), Is.Zero);
    }

    [Test]
    public void The_signature_names_the_stages()
    {
        Assert.That(WithoutWordNet.Signature, Does.Contain("stages:exact+porter|"));
        Assert.That(WithoutWordNet.Corpus(["dogs"], [["cat", "dog"]]), Is.EqualTo(50).Within(1e-12), "by its stem, with the best reference");
    }
}
