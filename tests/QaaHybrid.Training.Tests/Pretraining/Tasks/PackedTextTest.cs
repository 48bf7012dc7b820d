namespace QaaHybrid.Training.Tests;

public class PackedTextTest
{
    private static PackedText Text(long seed = 1) =>
        new(Enumerable.Range(0, 50).Select(document => (IReadOnlyList<int>)Enumerable.Range(1, 10).Select(i => document * 10 + i).ToArray()), 0, 9, seed);

    [Test]
    public void An_end_mark_stands_before_every_document_and_after_the_last()
    {
        var packed = new PackedText([[1, 2], [3]], endMark: 9, sequenceLength: 6, seed: 0);
        Assert.That(packed.Samples(10, 4).Single(), Is.EqualTo(new long[] { 9, 1, 2, 9, 3, 9 }));
        Assert.That(packed.TokenCount, Is.EqualTo(6));
    }

    [Test]
    public void A_batch_depends_on_step_and_seed_only()
    {
        var first = Text();
        var batches = Enumerable.Range(1, 100).Select(step => first.Batch(step, 3)).ToList();
        var second = Text();
        foreach (var step in new[] { 77, 3, 100, 1 })
            Assert.That(second.Batch(step, 3), Is.EqualTo(batches[step - 1]), $"step {step}");
        Assert.That(Text(2).Batch(1, 3), Is.Not.EqualTo(batches[0]));
    }

    [Test]
    public void An_epoch_shows_every_token_at_most_once_as_a_target_and_nearly_all()
    {
        var packed = Text();
        var targets = Enumerable.Range(1, packed.SequencesPerEpoch).SelectMany(step => packed.Batch(step, 1).Skip(1)).Where(id => id != 0).ToList();
        Assert.That(targets, Is.Unique);
        Assert.That(targets, Has.Count.GreaterThan(500 - 3 * 8));
        var next = packed.Batch(packed.SequencesPerEpoch + 1, 1);
        Assert.That(next, Is.Not.EqualTo(packed.Batch(1, 1)), "another order in the next epoch");
    }

    [Test]
    public void Sequences_are_pieces_of_the_stream()
    {
        foreach (var row in Text().Batch(1, 20).Chunk(9))
            for (var i = 1; i < row.Length; i++)
                Assert.That(row[i], Is.EqualTo(row[i - 1] == 0 ? row[i] : row[i - 1] % 10 == 0 ? 0 : row[i - 1] + 1));
    }

    [Test]
    public void Too_little_text_is_refused() =>
        Assert.That(() => new PackedText([[1, 2]], 0, 8, 1), Throws.ArgumentException.With.Message.Contains("4 tokens are less than one sequence of 8"));
}
