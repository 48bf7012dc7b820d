namespace QaaHybrid.Models.Tests;

public class HighestTests
{
    [Test]
    public void They_are_the_beginning_of_the_sorted_list()
    {
        var random = new Random(3);
        // Few different values, so that many are equal.
        var scores = Enumerable.Range(0, 500).Select(_ => random.Next(40) is 0 ? float.NegativeInfinity : random.Next(-20, 20) / 4f).ToArray();
        var sorted = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => i).ToArray();
        foreach (var count in (int[])[0, 1, 2, 17, 499, 500, 1000])
            Assert.That(Highest.Of(scores, count), Is.EqualTo(sorted.Take(count)));
    }
}
