namespace QaaHybrid.Models.Tests;

public class CausalLossTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = torch.NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void Selected_positions_cost_what_the_full_logits_say()
    {
        using var unrecorded = torch.no_grad();
        var model = SmallLlama.Model();
        var ids = SmallLlama.Ids(SmallLlama.Prompt(8, 1), SmallLlama.Prompt(8, 2));
        var labels = ids.clone();
        labels.narrow(1, 2, 3).fill_(CausalLoss.Ignore);
        // The definition: −ln softmax(logits at t − 1)[token t], for t = 1, 5, 6, 7 of each sequence.
        var all = model.call(ids).log_softmax(-1).ToArray<double>();
        var tokens = ids.ToArray<long>();
        var expected = (from row in (int[])[0, 1] from t in (int[])[1, 5, 6, 7] select -all[(row * 8 + t - 1) * 37 + tokens[row * 8 + t]]).ToArray();
        Assert.That(model.token_nll(ids, labels).ToArray<double>(), Is.EqualTo(expected).Within(1e-5));
        Assert.That(model.loss(ids, labels).ToDouble(), Is.EqualTo(expected.Average()).Within(1e-5));
        var sequences = model.sequence_nll(ids, labels);
        Assert.That(sequences.Select(sequence => sequence.Tokens), Is.EqualTo(new[] { 4, 4 }));
        Assert.That(sequences.Select(sequence => sequence.Sum), Is.EqualTo(new[] { expected[..4].Sum(), expected[4..].Sum() }).Within(1e-4));
    }

    [Test]
    public void Filling_on_either_side_changes_no_loss()
    {
        var model = SmallLlama.Model();
        var prompt = SmallLlama.Prompt(6);
        var alone = model.sequence_nll(SmallLlama.Ids(prompt), SmallLlama.Ids(prompt))[0];
        int[] ignored = [-100, -100];
        var right = model.sequence_nll(SmallLlama.Ids([.. prompt, 0, 0]), SmallLlama.Ids([.. prompt, .. ignored]))[0];
        var left = model.sequence_nll(SmallLlama.Ids([0, 0, .. prompt]), SmallLlama.Ids([.. ignored, .. prompt]), SmallLlama.Ids([0, 0, 1, 1, 1, 1, 1, 1]))[0];
        foreach (var filled in (ReadOnlySpan<(double Sum, int Tokens)>)[right, left])
        {
            Assert.That(filled.Tokens, Is.EqualTo(alone.Tokens));
            Assert.That(filled.Sum, Is.EqualTo(alone.Sum).Within(1e-4));
        }
    }

    [Test]
    public void A_sequence_in_which_nothing_counts_costs_nothing()
    {
        var model = SmallLlama.Model();
        var ids = SmallLlama.Ids(SmallLlama.Prompt(4, 1), SmallLlama.Prompt(4, 2));
        var labels = ids.clone();
        labels.select(0, 0).fill_(CausalLoss.Ignore);
        var sequences = model.sequence_nll(ids, labels);
        Assert.That(sequences[0], Is.EqualTo((0.0, 0)));
        Assert.That(sequences[1].Tokens, Is.EqualTo(3));
        labels.fill_(CausalLoss.Ignore);
        Assert.That(model.sequence_nll(ids, labels), Is.All.EqualTo((0.0, 0)));
    }

    [Test]
    public void Labels_that_make_no_sense_are_refused()
    {
        var model = SmallLlama.Model();
        var ids = SmallLlama.Ids(SmallLlama.Prompt(4));
        Assert.That(() => model.loss(ids, torch.full([1, 4], -100, ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("no token counts"));
        Assert.That(() => model.loss(ids, torch.full([1, 4], 37, ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("label 37").And.Message.Contains("vocabulary of 37"));
        Assert.That(() => model.loss(ids, torch.zeros([1, 5], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("the same [batch, seq]"));
    }
}
