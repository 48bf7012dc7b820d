namespace QaaHybrid.Models.Tests;

public class ClassificationLossTests
{
    private static readonly BertConfig Base = new() { VocabSize = 9, HiddenSize = 4, NumHiddenLayers = 1, NumAttentionHeads = 1, IntermediateSize = 4 };

    [Test]
    public void A_label_outside_the_map_is_named()
    {
        using var scope = torch.NewDisposeScope();
        var config = Base with { Labels = ["no", "yes"] };
        Assert.That(() => ClassificationLoss.Of(config, torch.zeros(2, 2), torch.tensor([1L, 2])), Throws.ArgumentException.With.Message.Contains("the label of row 1 is 2, the model has 2 labels: no, yes"));
        Assert.That(() => ClassificationLoss.Of(config, torch.zeros(2, 2), torch.tensor([1L, -1])), Throws.ArgumentException);
        Assert.That(() => ClassificationLoss.Of(config, torch.zeros(2, 2), torch.tensor([1L])), Throws.ArgumentException.With.Message.Contains("expected [2]"));
    }

    [Test]
    public void One_label_means_regression_with_numbers_in_a_row_or_a_column()
    {
        using var scope = torch.NewDisposeScope();
        var config = Base with { Labels = ["score"] };
        var logits = torch.tensor([1f, 4f], [2, 1]);
        Assert.That(ClassificationLoss.Of(config, logits, torch.tensor([2f, 2f])).ToDouble(), Is.EqualTo(2.5));
        Assert.That(ClassificationLoss.Of(config, logits, torch.tensor([2f, 2f], [2, 1])).ToDouble(), Is.EqualTo(2.5));
        Assert.That(() => ClassificationLoss.Of(config, logits, torch.zeros(2, 2)), Throws.ArgumentException);
    }

    [Test]
    public void The_kind_of_problem_decides_before_the_number_of_labels()
    {
        using var scope = torch.NewDisposeScope();
        var config = Base with { Labels = ["x", "y"], ProblemType = "regression" };
        var logits = torch.tensor([1f, 4f], [1, 2]);
        Assert.That(ClassificationLoss.Of(config, logits, torch.tensor([2f, 2f], [1, 2])).ToDouble(), Is.EqualTo(2.5));
        config = config with { ProblemType = "multi_label_classification" };
        Assert.That(ClassificationLoss.Of(config, torch.zeros(1, 2), torch.tensor([1f, 0f], [1, 2])).ToDouble(), Is.EqualTo(Math.Log(2)).Within(1e-6));
        Assert.That(() => ClassificationLoss.Of(config, logits, torch.tensor([1L])), Throws.ArgumentException);
    }
}
