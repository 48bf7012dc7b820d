using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class BatchTest
{
    [Test]
    public void Only_targets_and_end_marks_are_predicted()
    {
        var batch = Batch.Of([new TokenizedExample([0, 5, 6, 7, 0], 3), new TokenizedExample([0, 8, 0], 2)], filling: 9);
        Assert.That((batch.Rows, batch.Columns, batch.Tokens, batch.Targets), Is.EqualTo((2, 5, 8, 3)));
        using var scope = torch.NewDisposeScope();
        Assert.That(batch.InputIds().ToArray<long>(), Is.EqualTo(new long[] { 0, 5, 6, 7, 0, 0, 8, 0, 9, 9 }));
        const long no = CausalLoss.Ignore;
        Assert.That(batch.Labels().ToArray<long>(), Is.EqualTo(new[] { no, no, no, 7, 0, no, no, 0, no, no }));
        Assert.That(batch.InputIds().shape, Is.EqualTo(new long[] { 2, 5 }));
    }

    [Test]
    public void Packed_text_is_predicted_but_for_the_first_of_a_row()
    {
        var batch = Batch.Of([1, 2, 3, 4, 5, 6], rows: 2);
        Assert.That((batch.Rows, batch.Columns, batch.Tokens, batch.Targets), Is.EqualTo((2, 3, 6, 4)));
        Assert.That(batch.Glimpse(1, 2).Single(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Filling_changes_no_loss()
    {
        using var folder = new TemporaryFolder();
        using var model = CausalLM.from_pretrained(TinyModel.Write(folder.Path));
        model.train();
        var (longer, shorter) = (new TokenizedExample([0, 50, 60, 70, 80, 90, 0], 2), new TokenizedExample([0, 51, 61, 0], 2));
        var (one, two) = (TokenLoss.HeldOut(model, [Batch.Of([longer], 0)]), TokenLoss.HeldOut(model, [Batch.Of([shorter], 0)]));
        var together = TokenLoss.HeldOut(model, [Batch.Of([longer, shorter], filling: 5)]);
        Assert.That(together, Is.EqualTo((5 * one + 2 * two) / 7).Within(1e-6), "the mean over tokens, not over examples");
        Assert.That(model.training, Is.True, "as before");
    }
}
