namespace QaaHybrid.Models.Tests;

public class MaskedLossTests
{
    [Test]
    public void Labels_that_do_not_fit_are_refused()
    {
        using var scope = torch.NewDisposeScope();
        var config = new BertConfig { VocabSize = 9, HiddenSize = 4, NumHiddenLayers = 1, NumAttentionHeads = 1, IntermediateSize = 4 };
        var model = MaskedLM.from_config(config, seed: 1);
        var ids = torch.tensor([1L, 2, 3, 4], [2, 2]);
        Assert.That(() => model.loss(ids, torch.tensor([-100L, -100, -100, -100], [2, 2])), Throws.ArgumentException.With.Message.Contains("no token counts"));
        Assert.That(() => model.loss(ids, torch.tensor([-100L, -100, -100, 9], [2, 2])), Throws.ArgumentException.With.Message.Contains("the label 9 of sequence 1 at position 1 is outside the vocabulary of 9"));
        Assert.That(() => model.loss(ids, torch.tensor([-100L, 1])), Throws.ArgumentException.With.Message.Contains("the same [batch, seq]"));
    }
}
