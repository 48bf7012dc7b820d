namespace QaaHybrid.Circuits.Tests;

public class NearestNameTest
{
    private static readonly string[] Known = ["batch_size", "steps", "epochs", "lr"];

    [TestCase("batchsize", "batch_size")]
    [TestCase("stesp", "steps")]
    [TestCase("epoch", "epochs")]
    [TestCase("learning_rate", null)]
    public void Finds_what_was_meant(string name, string? expected) => Assert.That(NearestName.Find(name, Known), Is.EqualTo(expected));

    [Test]
    public void Lists_what_is_allowed()
    {
        Assert.That(NearestName.Hint("step", Known), Is.EqualTo("did you mean 'steps'? allowed: batch_size, steps, epochs, lr"));
        Assert.That(NearestName.Hint("qwertz", Known), Is.EqualTo("allowed: batch_size, steps, epochs, lr"));
    }
}
