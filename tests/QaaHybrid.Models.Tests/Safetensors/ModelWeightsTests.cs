namespace QaaHybrid.Models.Tests;

public class ModelWeightsTests
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

    private void WriteParts(string map)
    {
        SafetensorsTensors.Save(folder.File("model-00001-of-00002.safetensors"), [("a", torch.ones(2)), ("b", torch.zeros(1))]);
        SafetensorsTensors.Save(folder.File("model-00002-of-00002.safetensors"), [("c", torch.full([3], 5))]);
        File.WriteAllText(folder.File("model.safetensors.index.json"), $$"""{"metadata":{"total_size":24},"weight_map":{{map}}}""");
    }

    [Test]
    public void Weights_in_parts_are_one_set()
    {
        WriteParts("""{"a":"model-00001-of-00002.safetensors","b":"model-00001-of-00002.safetensors","c":"model-00002-of-00002.safetensors"}""");
        using var weights = ModelWeights.Open(folder.Path);
        Assert.That(weights.Names, Is.EquivalentTo(new[] { "a", "b", "c" }));
        Assert.That(weights.Load("a")!.ToArray<float>(), Is.EqualTo(new[] { 1f, 1f }));
        Assert.That(weights.Load("c")!.ToArray<float>(), Is.EqualTo(new[] { 5f, 5f, 5f }));
        Assert.That(weights.Load("d"), Is.Null);
    }

    [TestCase("""{"a":"model-00003.safetensors"}""", "weight_map.a", "'model-00003.safetensors' is not in the folder")]
    [TestCase("""{"a":"../model-00001-of-00002.safetensors"}""", "weight_map.a", "is not in the folder")]
    [TestCase("""{"z":"model-00001-of-00002.safetensors"}""", "weight_map.z", "the tensor is not in 'model-00001-of-00002.safetensors'")]
    [TestCase("""{"a":"model-00001-of-00002.safetensors","c":"model-00001-of-00002.safetensors"}""", "weight_map.c", "is not in 'model-00001")]
    [TestCase("""{"a":3}""", "weight_map.a", "found 3, expected a text")]
    [TestCase("null", "weight_map", "missing")]
    public void A_list_that_does_not_fit_its_parts_is_refused(string map, string key, string said)
    {
        WriteParts(map);
        Assert.That(() => ModelWeights.Open(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains(key).And.Message.Contains(said));
    }

    [Test]
    public void A_tensor_in_two_parts_is_refused()
    {
        WriteParts("""{"a":"model-00001-of-00002.safetensors","c":"model-00002-of-00002.safetensors"}""");
        SafetensorsTensors.Save(folder.File("model-00002-of-00002.safetensors"), [("a", torch.ones(2))]);
        Assert.That(() => ModelWeights.Open(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'a': it stands in"));
    }

    [Test]
    public void A_folder_without_weights_is_refused()
    {
        Assert.That(() => ModelWeights.Open(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("neither model.safetensors nor model.safetensors.index.json").And.Message.Not.Contain("pickle"));
        File.WriteAllText(folder.File("pytorch_model-00001-of-00002.bin"), "");
        Assert.That(() => ModelWeights.Open(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("pytorch_model-00001-of-00002.bin is a Python pickle").And.Message.Contains("save_pretrained"));
    }
}
