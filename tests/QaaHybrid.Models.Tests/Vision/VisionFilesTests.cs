namespace QaaHybrid.Models.Tests.Vision;

/// <summary>Folders as they are published, other heads, and fresh weights.</summary>
public class VisionFilesTests
{
    private DisposeScope scope = null!;
    private TemporaryFolder folder = null!;

    [SetUp]
    public void Open() => (scope, folder) = (torch.NewDisposeScope(), new TemporaryFolder());

    [TearDown]
    public void Close()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static Dictionary<string, float[]> Values(PreTrainedModel model) => model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.ToArray<float>());

    /// <summary>Writes a golden checkpoint as that of the bare encoder, and gives the values of the whole one.</summary>
    private Dictionary<string, float[]> WriteBare(string name, string architecture, Action<Dictionary<string, Tensor>> change)
    {
        var golden = GoldenFile.Open("Vision", name);
        golden.WriteCheckpoint(folder);
        var values = Values(ImageClassification.from_pretrained(folder.Path));
        golden.WriteCheckpoint(folder, tensors =>
        {
            foreach (var (weight, tensor) in tensors.ToList())
            {
                tensors.Remove(weight);
                if (!weight.StartsWith("classifier.", StringComparison.Ordinal))
                    tensors[weight[(weight.IndexOf('.', StringComparison.Ordinal) + 1)..]] = tensor;
            }
            change(tensors);
        });
        File.WriteAllText(folder.File("config.json"), File.ReadAllText(folder.File("config.json")).Replace(golden.Architecture, architecture, StringComparison.Ordinal));
        return values;
    }

    [Test]
    public void A_bare_ViT_with_its_pooler()
    {
        var values = WriteBare("vit", "ViTModel", tensors => (tensors["pooler.dense.weight"], tensors["pooler.dense.bias"]) = (torch.ones(12, 12), torch.ones(12)));
        var model = ImageClassification.from_pretrained(folder.Path, new LoadOptions(Seed: 1));
        Assert.That(model.FreshWeights, Is.EquivalentTo(new[] { "classifier.weight", "classifier.bias" }));
        foreach (var (weight, found) in Values(model).Where(pair => !pair.Key.StartsWith("classifier.", StringComparison.Ordinal)))
            Assert.That(found, Is.EqualTo(values[weight]), weight);
    }

    [Test]
    public void A_bare_DINOv2_with_a_classifier_of_ones_own_on_the_first_token()
    {
        var values = WriteBare("dinov2", "Dinov2Model", _ => { });
        var options = new LoadOptions(Seed: 1, Configure: config => (Dinov2Config)config with { ClassifierPooling = "cls", ClassifierDropout = 0.1, Labels = ["a", "b", "c", "d", "e"] });
        var model = ImageClassification.from_pretrained(folder.Path, options);
        Assert.That(model.FreshWeights, Is.EquivalentTo(new[] { "classifier.weight", "classifier.bias" }));
        Assert.That(model.get_parameter("classifier.weight").shape, Is.EqualTo(new[] { 5L, 12 }));
        foreach (var (weight, found) in Values(model).Where(pair => !pair.Key.StartsWith("classifier.", StringComparison.Ordinal)))
            Assert.That(found, Is.EqualTo(values[weight]), weight);
        using var unrecorded = torch.no_grad();
        var pixels = torch.tensor(HashedNoise.Of("image", 2 * 3 * 12 * 12), [2, 3, 12, 12]).to(ScalarType.Float32);
        var logits = model.call(pixels);
        Assert.That(logits.shape, Is.EqualTo(new[] { 2L, 5 }));
        model.train();
        torch.manual_seed(1);
        Assert.That(SmallLlama.Distance(model.call(pixels), logits), Is.GreaterThan(1e-3), "dropout in front of the classifier");
        model.save_pretrained(folder.Path);
        var again = ImageClassification.from_pretrained(folder.Path);
        Assert.That(again.call(pixels).ToArray<float>(), Is.EqualTo(logits.ToArray<float>()));
    }

    [Test]
    public void Hugging_Faces_own_head_sees_twice_the_width()
    {
        WriteBare("dinov2", "Dinov2Model", _ => { });
        Assert.That(ImageClassification.from_pretrained(folder.Path).get_parameter("classifier.weight").shape, Is.EqualTo(new[] { 3L, 24 }));
    }

    [Test]
    public void Fresh_weights_have_the_families_start_values()
    {
        var config = new Dinov2Config { HiddenSize = 48, NumHiddenLayers = 1, NumAttentionHeads = 4, ImageSize = 56, PatchSize = 14, LayerscaleValue = 0.25, InitializerRange = 0.03 };
        var model = ImageClassification.from_config(config, seed: 1);
        Assert.That(model.get_parameter("dinov2.embeddings.mask_token").ToArray<float>(), Is.All.Zero);
        Assert.That(model.get_parameter("dinov2.encoder.layer.0.layer_scale2.lambda1").ToArray<float>(), Is.All.EqualTo(0.25f));
        Assert.That(model.get_parameter("dinov2.layernorm.weight").ToArray<float>(), Is.All.EqualTo(1));
        Assert.That(model.get_parameter("dinov2.embeddings.patch_embeddings.projection.bias").ToArray<float>(), Is.All.Zero);
        var filters = model.get_parameter("dinov2.embeddings.patch_embeddings.projection.weight");
        // Three standard deviations of the estimate from 28,224 numbers.
        Assert.That(filters.square().mean().sqrt().ToDouble(), Is.EqualTo(0.03).Within(1.3).Percent);
        Assert.That(model.Config.Labels, Is.EqualTo(new[] { "LABEL_0", "LABEL_1" }));
        var again = ImageClassification.from_config(config, seed: 1);
        Assert.That(Values(again), Is.EqualTo(Values(model)));
    }

    [TestCase(32, 10, ExpectedResult = 216, Description = "two thirds of 320 are 213.3, rounded up to a multiple of 8")]
    [TestCase(1536, 4, ExpectedResult = 4096, Description = "the published giant")]
    public int Width_of_the_gated_block(int hidden, int ratio) =>
        new Dinov2Config { HiddenSize = hidden, NumHiddenLayers = 1, NumAttentionHeads = 1, MlpRatio = ratio, UseSwigluFfn = true }.InnerSize;

    [TestCase("vit", "\"image_size\": 12", "\"image_size\": 3", "image_size is 3 and patch_size 4, expected an image of at least one patch")]
    [TestCase("vit", "\"num_attention_heads\": 3", "\"num_attention_heads\": 5", "expected a multiple")]
    [TestCase("vit", "\"intermediate_size\": 20", "\"intermediate_size\": null", "key 'intermediate_size': the key is missing")]
    [TestCase("dinov2", "\"drop_path_rate\": 0.0", "\"drop_path_rate\": 0.1", "key 'drop_path_rate': the rate of dropped layers is 0.1, supported: 0")]
    [TestCase("dinov2", "\"mlp_ratio\": 2", "\"classifier_pooling\": \"mean\"", "classifier_pooling is 'mean', supported: cls_mean, cls")]
    public void An_impossible_file_is_refused_by_key(string name, string found, string changed, string said)
    {
        GoldenFile.Open("Vision", name).WriteCheckpoint(folder);
        var text = File.ReadAllText(folder.File("config.json")).Replace("\":", "\": ", StringComparison.Ordinal);
        Assert.That(text, Does.Contain(found));
        File.WriteAllText(folder.File("config.json"), text.Replace(found, changed, StringComparison.Ordinal));
        Assert.That(() => PretrainedConfig.FromFile(folder.File("config.json")), Throws.TypeOf<ModelFileException>().With.Message.Contains(said));
    }

    [Test]
    public void Images_that_do_not_fit_are_refused()
    {
        GoldenFile.Open("Vision", "vit").WriteCheckpoint(folder);
        var model = ImageClassification.from_pretrained(folder.Path);
        Assert.That(() => model.call(torch.zeros(1, 1, 12, 12)), Throws.ArgumentException.With.Message.Contains("expected [batch, 3, height, width] of at least 4 × 4 pixels"));
        Assert.That(() => model.call(torch.zeros(1, 3, 12, 3)), Throws.ArgumentException);
        Assert.That(() => model.call(torch.zeros(3, 12, 12)), Throws.ArgumentException);
    }
}
