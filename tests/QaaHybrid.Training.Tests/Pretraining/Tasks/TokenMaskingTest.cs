namespace QaaHybrid.Training.Tests;

public class TokenMaskingTest
{
    private const int Mask = 4, Marks = 5, Vocabulary = 1000, Columns = 100;

    private static readonly TokenMasking Masking = new(0.8, 0.1, Mask, Marks, Vocabulary);

    /// <summary>Rows with a mark in front and one in their middle.</summary>
    private static long[] Rows(int count) => [.. Enumerable.Range(0, count * Columns).Select(i => i % Columns is 0 or 50 ? 2L : Marks + i % 700)];

    [Test]
    public void A_fixed_share_of_every_row_is_hidden_and_never_a_mark()
    {
        var rows = Rows(40);
        var hidden = Masking.Hide(rows, Columns, 0.15, 7);
        Assert.That(hidden.Positions.GroupBy(at => at / Columns).Select(row => row.Count()), Is.EqualTo(Enumerable.Repeat(15, 40)), "15 % of 98, rounded");
        Assert.That(hidden.Positions, Is.Ordered.And.Unique);
        Assert.That(hidden.Targets, Is.EqualTo(hidden.Positions.Select(at => rows[at])).And.All.GreaterThanOrEqualTo(Marks));
        var rest = Enumerable.Range(0, rows.Length).Except(hidden.Positions.Select(at => (int)at));
        Assert.That(rest.Where(at => hidden.Ids[at] != rows[at]), Is.Empty, "what is not predicted is not touched");
        Assert.That(rows, Is.EqualTo(Rows(40)), "the rows themselves stay as they are");
    }

    [Test]
    public void Most_become_the_mask_some_another_token_and_some_stay()
    {
        var hidden = Masking.Hide(Rows(1000), Columns, 0.15, 3);
        var seen = hidden.Positions.Select(at => hidden.Ids[at]).ToList();
        double Share(Func<(long Seen, long Target), bool> kind) => seen.Zip(hidden.Targets).Count(kind) / (double)seen.Count;
        // 15,000 tokens: three standard deviations of a share of 0.8 are 0.01, of 0.1 they are 0.0074.
        Assert.That(Share(pair => pair.Seen == Mask), Is.EqualTo(0.8).Within(0.01));
        Assert.That(Share(pair => pair.Seen == pair.Target), Is.EqualTo(0.1).Within(0.0075));
        var others = seen.Zip(hidden.Targets).Where(pair => pair.First != Mask && pair.First != pair.Second).Select(pair => pair.First).ToList();
        Assert.That(others, Is.All.InRange(Marks, Vocabulary - 1));
        Assert.That(others.Distinct().Count(), Is.GreaterThan(500), "from the whole vocabulary");
    }

    [Test]
    public void The_seed_says_which()
    {
        var first = Masking.Hide(Rows(3), Columns, 0.15, 1);
        Assert.That(Masking.Hide(Rows(3), Columns, 0.15, 1).Ids, Is.EqualTo(first.Ids));
        Assert.That(Masking.Hide(Rows(3), Columns, 0.15, 2).Positions, Is.Not.EqualTo(first.Positions));
    }

    [Test]
    public void A_short_row_has_one_and_a_row_of_marks_none()
    {
        var hidden = Masking.Hide([0, 8, 2, 2, 0, 2, 2, 2], 4, 0.15, 1);
        Assert.That((hidden.Positions, hidden.Targets), Is.EqualTo((new long[] { 1 }, new long[] { 8 })));
    }
}
