namespace QaaHybrid.Training.Tests;

public class RougeLTest
{
    // By hand: 2·LCS / (|hypothesis| + |reference|).
    [TestCase("testing one", "testing one two", 4.0 / 5)]
    [TestCase("testing two", "testing one two", 4.0 / 5)]
    [TestCase("two one", "one two", 1.0 / 2)]
    [TestCase("", "one", 0)]
    [TestCase("...", "one", 0)]
    [TestCase("One-two, THREE!", "one two three", 1)]
    [TestCase("a c d b", "a b c d", 3.0 / 4)]
    public void F_measure(string hypothesis, string reference, double expected) =>
        Assert.That(RougeL.FMeasure(hypothesis, reference), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void The_best_reference_counts() =>
        Assert.That(RougeL.Corpus(["one two"], [["three", "one two three four", "one"]]), Is.EqualTo(100 * 2.0 / 3).Within(1e-12));
}
