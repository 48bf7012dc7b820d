namespace QaaHybrid.Training.Tests;

public class ExactMatchTest
{
    [Test]
    public void Strict_looks_at_every_letter_but_the_blanks_around() =>
        Assert.That(ExactMatch.Strict([" 42 ", "Paris", "a b"], [["41", "42"], ["paris"], ["a  b"]]), Is.EqualTo(new[] { 100.0, 0, 0 }));

    [Test]
    public void Without_texts_there_is_nothing_to_measure() =>
        Assert.That(() => ExactMatch.Normalised([], []), Throws.ArgumentException);
}
