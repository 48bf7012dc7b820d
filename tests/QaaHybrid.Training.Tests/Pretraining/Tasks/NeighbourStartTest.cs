using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class NeighbourStartTest
{
    [Test]
    public void Each_head_of_the_first_layer_looks_at_its_neighbour_whatever_the_tokens()
    {
        using var model = new RobertaForMaskedLM(new RobertaConfig
        {
            VocabSize = 300, HiddenSize = 256, IntermediateSize = 16, NumHiddenLayers = 1, NumAttentionHeads = 4, MaxPositionEmbeddings = 66, TypeVocabSize = 1, PadTokenId = 1,
        }).InitializeWeights(3);
        NeighbourStart.Apply(model);
        model.eval();
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var random = new Random(1);
        var ids = tensor(Enumerable.Range(0, 64).Select(_ => (long)random.Next(5, 300)).ToArray(), new long[] { 1, 64 });
        // RoBERTa counts from one behind the filling.
        var tokens = model.roberta.embeddings.call(ids, arange(2, 66, ScalarType.Int64), null);
        var attention = model.roberta.encoder.layer[0].attention.self;
        Tensor Heads(nn.Module<Tensor, Tensor> states) => states.call(tokens).view(64, 4, 64).transpose(0, 1);
        var seen = Heads(attention.query).matmul(Heads(attention.key).transpose(1, 2)).div(8).argmax(-1).ToArray<long>();
        foreach (var (head, offset) in new[] { -1, 1, -2, 2 }.Index())
            Assert.That(Enumerable.Range(2, 60).Count(position => seen[head * 64 + position] == position + offset), Is.GreaterThanOrEqualTo(57), $"head {head} at {offset}");
    }
}
