namespace QaaHybrid.Models.Tests;

public class ScoreProcessorTests
{
    private const float No = float.NegativeInfinity;

    private static float[] Process(IScoreProcessor processor, int[] prompt, int[] tokens, params float[] scores)
    {
        processor.Process(prompt, tokens, scores);
        return scores;
    }

    [Test]
    public void Repeated_tokens_lose_once_whichever_sign_they_have() =>
        Assert.That(Process(new RepetitionPenalty(2), [0, 0], [1, 0], 3, -3, 5, -5), Is.EqualTo(new[] { 1.5f, -6, 5, -5 }));

    [Test]
    public void What_would_complete_an_ngram_again_is_forbidden()
    {
        // 1 2 3 | 0 1 2: behind "1 2" stood 3.
        Assert.That(Process(new NoRepeatNgram(3), [1, 2, 3], [0, 1, 2], 0, 0, 0, 0), Is.EqualTo(new[] { 0, 0, 0, No }));
        Assert.That(Process(new NoRepeatNgram(2), [1, 2], [1], 0, 0, 0, 0), Is.EqualTo(new[] { 0, 0, No, 0 }));
        Assert.That(Process(new NoRepeatNgram(1), [1], [3], 0, 0, 0, 0), Is.EqualTo(new[] { 0, No, 0, No }), "every token only once");
        Assert.That(Process(new NoRepeatNgram(4), [1, 2], [1], 0, 0, 0, 0), Is.EqualTo(new float[4]), "too short a text");
    }

    [Test]
    public void A_short_text_cannot_end()
    {
        Assert.That(Process(new MinNewTokens(2, [1, 3]), [0, 0, 0], [2], 0, 0, 0, 0), Is.EqualTo(new[] { 0, No, 0, No }));
        Assert.That(Process(new MinNewTokens(2, [1, 3]), [0], [2, 2], 0, 0, 0, 0), Is.EqualTo(new float[4]));
    }
}
