namespace QaaHybrid.Training.Tests;

public class PretrainRecipeFileTest
{
    private const string Good =
        """
        name: tiny
        corpora:
          - { kind: wordnet }
          - { kind: text, name: mine, files: [a.txt], licence: mine }
        tokenizer: { vocabulary_size: 512 }
        model: { hidden_size: 32, num_attention_heads: 4, num_key_value_heads: 2 }
        training: { steps: 10, sequence_length: 64 }
        """;

    [Test]
    public void A_whole_recipe()
    {
        var recipe = PretrainRecipeFile.Parse(Good, "p.yaml", ["model.num_hidden_layers=3"]);
        Assert.That((recipe.Name, recipe.VocabularySize, recipe.Model.HiddenSize, recipe.Model.Layers), Is.EqualTo(("tiny", 512, 32, 3)));
        Assert.That(recipe.Corpora.Select(corpus => corpus.Kind), Is.EqualTo(new[] { "wordnet", "text" }));
        Assert.That(recipe.Training.Optimizer.WeightDecay, Is.EqualTo(0.1), "not fine-tuning's default");
        Assert.That(PretrainRecipeFile.Parse(recipe.Yaml, "again").Model, Is.EqualTo(recipe.Model));
    }

    [TestCase("num_attention_heads: 4", "num_attention_heads: 5", "5 heads do not divide hidden_size 32")]
    [TestCase("num_attention_heads: 4", "num_attention_heads: 32", "into heads of even width")]
    [TestCase("num_key_value_heads: 2", "num_key_value_heads: 3", "3 does not divide num_attention_heads 4")]
    [TestCase("sequence_length: 64", "sequence_length: 512", "sequence_length 512 exceeds model.max_position_embeddings 256")]
    [TestCase("kind: wordnet", "kind: brown", "found 'brown', allowed: wordnet, austen, text")]
    [TestCase("licence: mine", "", "corpora[1].licence: is missing")]
    [TestCase("files: [a.txt]", "files: []", "corpora[1].files: lists no file")]
    [TestCase("vocabulary_size: 512", "vocabulary_size: 100", "expected a whole number from 258")]
    [TestCase("tokenizer: {", "tokenizer: { kind: wordpiece,", "tokenizer.kind: is no known key")]
    public void A_wrong_recipe_is_refused(string found, string replacement, string expected)
    {
        var wrong = Good.Replace(found, replacement, StringComparison.Ordinal);
        Assert.That(() => PretrainRecipeFile.Parse(wrong, "p.yaml"), Throws.TypeOf<RecipeException>().With.Message.Contains(expected));
    }
}
