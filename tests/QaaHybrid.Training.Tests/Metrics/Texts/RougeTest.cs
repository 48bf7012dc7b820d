namespace QaaHybrid.Training.Tests;

public class RougeTest
{
    // By hand: 2·LCS / (|hypothesis| + |reference|).
    [TestCase("testing one", "testing one two", 4.0 / 5)]
    [TestCase("testing two", "testing one two", 4.0 / 5)]
    [TestCase("two one", "one two", 1.0 / 2)]
    [TestCase("", "one", 0)]
    [TestCase("...", "one", 0)]
    [TestCase("One-two, THREE!", "one two three", 1)]
    [TestCase("a c d b", "a b c d", 3.0 / 4)]
    public void Longest_common_subsequence(string hypothesis, string reference, double expected) =>
        Assert.That(Rouge.Corpus([hypothesis], [[reference]]).RougeL, Is.EqualTo(100 * expected).Within(1e-12));

    [Test]
    public void Words_and_pairs_count_as_often_as_both_sides_have_them()
    {
        // Words: 3 in common (the, the, cat) of 4 and 3; pairs: "the cat" of 3 and 2.
        var scores = Rouge.Corpus(["the cat the sat"], [["the the cat"]]);
        Assert.That((scores.Rouge1, scores.Rouge2), Is.EqualTo((600.0 / 7, 200.0 / 5)).Within(1e-12));
    }

    [Test]
    public void The_best_reference_counts_for_each_measure_by_itself()
    {
        var scores = Rouge.Corpus(["one two"], [["three", "one two three four", "two one"]]);
        Assert.That(new[] { scores.Rouge1, scores.Rouge2, scores.RougeL }, Is.EqualTo(new[] { 100, 50, 200.0 / 3 }).Within(1e-12));
    }

    [Test]
    public void Stems_are_compared_where_asked_for_but_not_of_short_words()
    {
        Assert.That(Rouge.Corpus(["running dogs"], [["run dog"]], useStemmer: true).Rouge1, Is.EqualTo(100));
        Assert.That(Rouge.Corpus(["running dogs"], [["run dog"]]).Rouge1, Is.Zero);
        Assert.That(Rouge.Corpus(["ties"], [["tie"]], useStemmer: true).Rouge1, Is.EqualTo(100));
        Assert.That(Rouge.Corpus(["has"], [["ha"]], useStemmer: true).Rouge1, Is.Zero, "of three letters");
    }
}
