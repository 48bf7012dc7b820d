namespace QaaHybrid.Models.Tests;

/// <summary>Layout of a prefix, and what does not fit.</summary>
public class PrefixStatesTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = torch.NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void Embeddings_lie_as_in_PEFT()
    {
        // Element (token, layer, key or value, head, component) of an array of 2 × 3 × 2 × 2 × 4.
        var shape = new KeyValueShape(3, 2, 4);
        Assert.That(shape.Width, Is.EqualTo(48));
        var prefix = PrefixStates.FromEmbeddings(torch.arange(96, ScalarType.Int64).view(2, 48), shape);
        Assert.That((prefix.Length, prefix.Layers.Count), Is.EqualTo((2, 3)));
        for (var layer = 0; layer < 3; layer++)
            foreach (var (tensor, kind) in ((Tensor, int)[])[(prefix.Layers[layer].Key, 0), (prefix.Layers[layer].Value, 1)])
            {
                Assert.That(tensor.shape, Is.EqualTo(new long[] { 2, 2, 4 }));
                Assert.That(tensor[1, 0, 3].ToInt64(), Is.EqualTo(16 * layer + 8 * kind + 4 + 3), "head 1 of token 0");
                Assert.That(tensor[0, 1, 2].ToInt64(), Is.EqualTo(48 + 16 * layer + 8 * kind + 2), "head 0 of token 1");
            }
    }

    [Test]
    public void Sizes_are_those_of_the_shared_heads()
    {
        Assert.That(SmallLlama.Config.KeyValues, Is.EqualTo(new KeyValueShape(SmallLlama.Config.NumHiddenLayers, SmallLlama.Config.NumKeyValueHeads, SmallLlama.Config.HeadDim)));
        Assert.That(SmallLlama.Config.NumKeyValueHeads, Is.LessThan(SmallLlama.Config.NumAttentionHeads));
    }

    [Test]
    public void A_prefix_that_does_not_fit_is_refused_with_the_shapes()
    {
        var model = SmallLlama.Model();
        var shape = model.Config.KeyValues!.Value;
        var ids = SmallLlama.Ids(SmallLlama.Prompt(4));
        Assert.That(() => PrefixStates.FromEmbeddings(torch.zeros(3, shape.Width + 1), shape), Throws.ArgumentException.With.Message.Contains($"expected [virtual tokens, {shape.Width}]"));
        var good = PrefixStates.FromEmbeddings(torch.zeros(3, shape.Width), shape).Layers;
        model.prefix = () => new PrefixStates([.. good.Take(1)]);
        Assert.That(() => model.call(ids), Throws.ArgumentException.With.Message.Contains("has 1 layers"));
        model.prefix = () => new PrefixStates([.. good.SkipLast(1), good[0] with { Value = torch.zeros(shape.Heads, 2, shape.HeadDim) }]);
        Assert.That(() => model.call(ids), Throws.ArgumentException.With.Message.Contains($"value of layer {shape.Layers - 1}").And.Message.Contains($"expected [{shape.Heads}, 3, {shape.HeadDim}]"));
    }

    [TestCase("deberta-classes", "Encoders", "DebertaV2ForSequenceClassification")]
    [TestCase("vit", "Vision", "ViTForImageClassification")]
    public void Families_without_keys_from_elsewhere_refuse_by_name(string name, string room, string expected)
    {
        using var folder = new TemporaryFolder();
        GoldenFile.Open(room, name).WriteCheckpoint(folder);
        PreTrainedModel model = room == "Vision" ? ImageClassification.from_pretrained(folder.Path) : SequenceClassification.from_pretrained(folder.Path);
        Assert.That(model.Config.KeyValues, Is.Null);
        Assert.That(() => model.prefix = () => new PrefixStates([]), Throws.TypeOf<NotSupportedException>().With.Message.Contains(expected));
        Assert.That(() => model.prefix = null, Throws.Nothing);
    }
}
