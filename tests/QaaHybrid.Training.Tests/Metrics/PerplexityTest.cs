using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class PerplexityTest
{
    private const int Vocabulary = 50;

    private static readonly int[] Text = [.. Enumerable.Range(0, 41).Select(i => (i * i + 7 * i) % Vocabulary)];

    private static LlamaForCausalLM Model() => new LlamaForCausalLM(new LlamaConfig
    {
        VocabSize = Vocabulary, HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2, NumAttentionHeads = 2, NumKeyValueHeads = 1, MaxPositionEmbeddings = 16, InitializerRange = 0.4,
    }).InitializeWeights(3);

    /// <summary>−ln p of the token at <paramref name="place"/> with what stands before it from <paramref name="begin"/> on.</summary>
    private static double Nll(LlamaForCausalLM model, int begin, int place)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var input = tensor(Text[begin..place].Select(id => (long)id).ToArray(), [1, place - begin]);
        return -model.call(input).select(1, place - begin - 1).log_softmax(-1).ToArray<double>()[Text[place]];
    }

    [TestCase(16, 4)]
    [TestCase(16, 1)]
    [TestCase(10, 7)]
    public void Every_token_counts_once_with_the_context_of_the_first_window_that_reaches_it(int maxLength, int stride)
    {
        using var model = Model();
        var expected = 0.0;
        for (var place = 1; place < Text.Length; place++)
        {
            var begin = 0;
            while (begin + maxLength <= place)
                begin += stride;
            expected += Nll(model, begin, place);
        }
        var result = Perplexity.Of(model, Text, maxLength, stride);
        Assert.That(result.Tokens, Is.EqualTo(Text.Length - 1));
        Assert.That(result.Loss, Is.EqualTo(expected / (Text.Length - 1)).Within(1e-5));
        Assert.That(result.Value, Is.EqualTo(Math.Exp(result.Loss)));
        Assert.That(result.Windows, Is.EqualTo(1 + (int)Math.Ceiling((Text.Length - maxLength) / (double)stride)));
    }

    [Test]
    public void Without_overlap_the_first_token_of_each_window_does_not_count()
    {
        using var model = Model();
        // Windows 0–9, 10–19, 20–29, 30–39, and one of a single token, which nothing predicts.
        var result = Perplexity.Of(model, Text, 10, 10);
        Assert.That((result.Tokens, result.Windows), Is.EqualTo((36L, 4)));
        var expected = Enumerable.Range(0, 40).Where(place => place % 10 != 0).Average(place => Nll(model, place / 10 * 10, place));
        Assert.That(result.Loss, Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void A_text_shorter_than_the_window_is_one_window()
    {
        using var model = Model();
        var expected = (Nll(model, 0, 1) + Nll(model, 0, 2)) / 2;
        var result = Perplexity.Of(model, Text[..3], 16, 8);
        Assert.That((result.Tokens, result.Windows), Is.EqualTo((2L, 1)));
        Assert.That(result.Loss, Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Impossible_sizes_are_refused()
    {
        using var model = Model();
        Assert.That(() => Perplexity.Of(model, Text, 17, 4), Throws.ArgumentException.With.Message.Contains("max_length is 17, expected 2 to the model's 16"));
        Assert.That(() => Perplexity.Of(model, Text, 8, 9), Throws.ArgumentException.With.Message.Contains("stride is 9, expected 1 to max_length, 8"));
        Assert.That(() => Perplexity.Of(model, [3], 8, 4), Throws.ArgumentException.With.Message.Contains("1 tokens"));
    }

    [Test]
    public void The_models_mode_comes_back()
    {
        using var model = Model();
        model.train();
        Perplexity.Of(model, Text, 16, 16);
        Assert.That(model.training, Is.True);
    }
}
