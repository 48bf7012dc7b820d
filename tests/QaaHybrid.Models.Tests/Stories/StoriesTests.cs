
namespace QaaHybrid.Models.Tests;

/// <summary>
/// A real model, trained and published by others, as the referee of the decoder: its logits, its greedy text and its losses were computed by another
/// implementation. Skipped where the checkpoint is absent.
/// </summary>
public class StoriesTests
{
    private const string Story = "Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball.";

    [TestCase("Once upon a time", new[] { 1, 403, 407, 261, 378 })]
    [TestCase("Lily saw a big, red ball.", new[] { 1, 317, 394, 261, 370, 432, 352, 266, 268, 388, 426 })]
    [TestCase("Café £5\nok", new[] { 1, 410, 457, 412, 431, 485, 410, 197, 166, 480, 13, 414, 433 })]
    public void Its_tokenizer_gives_the_published_ids(string text, int[] expected) => Assert.That(new StoriesTokenizer().Encode(text), Is.EqualTo(expected));

    [TestCase(new[] { 1 }, new[] { 403, 385, 410, 317, 407 }, new[] { 17.0235, 15.4062, 13.1083, 12.7692, 12.4181 })]
    [TestCase(new[] { 1, 403, 407, 261, 378 }, new[] { 432, 383, 322, 353, 323 }, new[] { 17.7994, 14.2813, 9.7097, 9.5873, 9.1342 })]
    public void Its_highest_logits_come_out(int[] context, int[] expectedIds, double[] expectedLogits)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var logits = StoriesCheckpoint.Load().call(Ids(context)).select(1, context.Length - 1);
        var (values, indexes) = logits.topk(5);
        Assert.That(indexes.ToArray<long>(), Is.EqualTo(expectedIds));
        Assert.That(values.ToArray<double>(), Is.EqualTo(expectedLogits).Within(1e-4));
    }

    [Test]
    public void Its_greedy_text_comes_out()
    {
        int[] expected =
        [
            403, 407, 261, 378, 432, 383, 286, 261, 376, 298, 315, 421, 395, 317, 426, 338, 401, 396, 267, 337, 410, 408,
            419, 292, 411, 322, 265, 282, 295, 433, 426, 385, 328, 432, 358, 394, 261, 370, 432, 352, 266, 268, 388, 426,
        ];
        var text = StoriesCheckpoint.Load().generate([[1]], new GenerationConfig { MaxNewTokens = expected.Length })[0];
        Assert.That(text.Tokens, Is.EqualTo(expected));
        Assert.That(text.Finished, Is.False);
        Assert.That(new StoriesTokenizer().Decode(text.Tokens), Is.EqualTo(" " + Story));
    }

    [Test]
    public void It_ends_its_story_by_itself()
    {
        var text = StoriesCheckpoint.Load().generate([[1]], new GenerationConfig { MaxNewTokens = 511 })[0];
        Assert.That(text.Finished, Is.True);
        Assert.That(text.Tokens, Has.Count.LessThan(511).And.None.EqualTo(1));
    }

    [Test]
    public void Its_loss_on_its_own_story_is_low()
    {
        AssertLoss(new StoriesTokenizer().Encode(Story + " She wanted to play with it."), tokens: 53, predictions: 52, expected: 0.392);
    }

    [Test]
    public void Its_loss_on_Shakespeare_is_high()
    {
        var file = Directory.GetFiles(Repository.SharedOrSkip("data", "lm"), "*hakespeare*").Single();
        var ids = new StoriesTokenizer().Encode(File.ReadAllText(file)[..1500]);
        AssertLoss(ids, tokens: 942, predictions: 500, expected: 3.904);
    }

    [Test]
    public void Its_loss_on_a_table_row_is_higher_still()
    {
        var line = File.ReadLines(Repository.SharedOrSkip("data", "nlg", "e2e-lora-format", "test.txt")).First();
        AssertLoss(new StoriesTokenizer().Encode(line), tokens: 82, predictions: 81, expected: 5.504);
    }

    private static void AssertLoss(int[] ids, int tokens, int predictions, double expected)
    {
        using var scope = torch.NewDisposeScope();
        Assert.That(ids, Has.Length.EqualTo(tokens));
        var input = Ids(ids[..(predictions + 1)]);
        var (sum, counted) = StoriesCheckpoint.Load().sequence_nll(input, input)[0];
        Assert.That(counted, Is.EqualTo(predictions));
        Assert.That(sum / counted, Is.EqualTo(expected).Within(5e-4));
    }

    private static Tensor Ids(int[] ids) => torch.tensor(ids.Select(id => (long)id).ToArray(), [1, ids.Length]);
}
