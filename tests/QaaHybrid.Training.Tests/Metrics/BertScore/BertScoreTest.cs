namespace QaaHybrid.Training.Tests;

public class BertScoreTest
{
    // Rows are tokens of the text, columns of the reference.
    private static readonly double[] Cosines = [0.9, 0.1, -0.5, /**/ 0.2, -0.4, -0.3];

    [Test]
    public void Each_token_takes_its_best_match_on_the_other_side()
    {
        // P = (0.9 + 0.2)/2, R = (0.9 + 0.1 − 0.3)/3.
        var score = BertScore.Match(Cosines, [1, 1], [1, 1, 1]);
        Assert.That((score.Precision, score.Recall), Is.EqualTo((0.55, 0.7 / 3)).Within(1e-12));
        Assert.That(score.F1, Is.EqualTo(2 * 0.55 * (0.7 / 3) / (0.55 + 0.7 / 3)).Within(1e-12));
    }

    [Test]
    public void Tokens_without_weight_are_matched_but_do_not_count()
    {
        // The reference's first token has no weight, and yet the text's first token is matched with it.
        var score = BertScore.Match(Cosines, [3, 1], [0, 1, 1]);
        Assert.That((score.Precision, score.Recall), Is.EqualTo(((3 * 0.9 + 0.2) / 4, (0.1 - 0.3) / 2)).Within(1e-12));
    }

    [Test]
    public void A_text_of_marks_alone_scores_nothing()
    {
        Assert.That(BertScore.Match(Cosines, [0, 0], [1, 1, 1]), Is.EqualTo(default(BertScore)));
        Assert.That(BertScore.Match([], [], [1, 1, 1]), Is.EqualTo(default(BertScore)));
    }
}
