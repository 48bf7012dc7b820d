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

    private const string Encoder =
        """
        name: tiny
        corpora: [{ kind: wordnet }]
        model: { model_type: roberta, hidden_size: 36, num_attention_heads: 4, hidden_dropout_prob: 0.1 }
        masking: { probability: 0.3, mask: 0.5 }
        """;

    [Test]
    public void An_encoder()
    {
        var recipe = PretrainRecipeFile.Parse(Encoder, "p.yaml");
        Assert.That(recipe.Model, Is.EqualTo(new RobertaShapeRecipe { HiddenSize = 36, Heads = 4, HiddenDropout = 0.1 }));
        Assert.That(recipe.Masking, Is.EqualTo(new MaskingRecipe { Probability = 0.3, Mask = 0.5, Random = 0.1 }));
    }

    [TestCase("model_type: roberta", "model_type: robert", "found 'robert', did you mean 'roberta'?")]
    [TestCase("hidden_size: 36", "hidden_size: 38", "4 heads do not divide hidden_size 38")]
    [TestCase("hidden_dropout_prob: 0.1", "rope_theta: 100", "model.rope_theta: is no known key")]
    [TestCase("mask: 0.5", "mask: 0.95", "0.1 is too much beside mask 0.95")]
    [TestCase("model_type: roberta,", "", "masking: is no known key")]
    public void A_wrong_encoder_is_refused(string found, string replacement, string expected) =>
        Assert.That(() => PretrainRecipeFile.Parse(Encoder.Replace(found, replacement, StringComparison.Ordinal), "p.yaml"),
            Throws.TypeOf<RecipeException>().With.Message.Contains(expected));

    private const string Vision =
        """
        name: tiny
        images: { folder: here, probe_images: 0 }
        model: { model_type: vit, patch_size: 7 }
        training: { steps: 10, eval_images: 20 }
        """;

    [Test]
    public void A_vision_transformer()
    {
        var recipe = PretrainRecipeFile.Parse(Vision, "p.yaml");
        Assert.That(recipe.Model, Is.EqualTo(new ViTShapeRecipe { PatchSize = 7 }));
        Assert.That((recipe.Images, recipe.Training.EvalSamples), Is.EqualTo((new ImagesRecipe { Folder = "here", ProbeImages = 0 }, 20)));
    }

    [TestCase("name: tiny", "name: tiny\ncorpora: []", "corpora: is no known key")]
    [TestCase("eval_images", "sequence_length", "training.sequence_length: is no known key")]
    [TestCase("folder: here", "kind: cifar", "images.kind: found 'cifar', allowed: fashion-mnist")]
    public void A_wrong_vision_transformer_is_refused(string found, string replacement, string expected) =>
        Assert.That(() => PretrainRecipeFile.Parse(Vision.Replace(found, replacement, StringComparison.Ordinal), "p.yaml"),
            Throws.TypeOf<RecipeException>().With.Message.Contains(expected));
}
