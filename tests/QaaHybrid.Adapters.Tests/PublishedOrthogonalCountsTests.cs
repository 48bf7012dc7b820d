using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests;

/// <summary>
/// The parameter counts that papers print for orthogonal methods, each in its table's own way of counting: an adapter in every linear layer of every block
/// of DeBERTaV3-base or DINOv2-large, made from their configurations without weights. Heads are not counted.
/// </summary>
public class PublishedOrthogonalCountsTests
{
    // BOFT's tables 1 and 4 (arXiv 2311.06243): entries of the skew matrices, and 2·d_out for each module.
    [TestCase("deberta-v3-base", "oft", "oft_block_size=16", "skew", 2, 0.788)]
    [TestCase("dinov2-large", "oft", "oft_block_size=16", "skew", 2, 2.101)]
    [TestCase("deberta-v3-base", "boft", "boft_block_size=8,boft_n_butterfly_factor=2", "skew", 2, 0.746)]
    [TestCase("dinov2-large", "boft", "boft_block_size=8,boft_n_butterfly_factor=2", "skew", 2, 1.991)]
    [TestCase("dinov2-large", "boft", "boft_block_size=4,boft_n_butterfly_factor=4", "skew", 2, 1.769)]
    [TestCase("dinov2-large", "boft", "boft_block_size=2,boft_n_butterfly_factor=6", "skew", 2, 1.106)]
    // GOFT's table 1 (arXiv 2404.04316): OFT's whole blocks, d·b; an angle a rotation, four numbers a quasi-rotation.
    [TestCase("deberta-v3-base", "oft", "oft_block_size=8", "blocks", 0, 0.664)]
    [TestCase("deberta-v3-base", "oft", "oft_block_size=4", "blocks", 0, 0.332)]
    [TestCase("deberta-v3-base", "goft", "", "stored", 0, 0.083)]
    [TestCase("deberta-v3-base", "goft", "quasi=true", "stored", 0, 0.331)]
    // PSOFT's table 2 (arXiv 2505.11235): BOFT as its file has it, whole blocks and the scale; OFTv2 as its file has it, skew vectors.
    [TestCase("deberta-v3-base", "boft", "boft_block_size=8,boft_n_butterfly_factor=2", "stored", 0, 1.410)]
    [TestCase("deberta-v3-base", "oft", "oft_block_size=32", "stored", 0, 1.286)]
    // HRA's table 2 (arXiv 2405.17484): r·d.
    [TestCase("deberta-v3-base", "hra", "r=8", "stored", 0, 0.664)]
    public void AreThoseOfTheInjectedAdapters(string model, string method, string options, string counted, int outputs, double millions)
    {
        using var scope = NewDisposeScope();
        var set = options.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=')).ToDictionary(pair => pair[0], pair => (object?)pair[1]);
        set.Add("target_modules", "all-linear");
        var config = PretrainedConfig.FromFile(Repository.File("experiments", "models", "configs", model + ".json"));
        using var bare = config is VisionConfig ? (PreTrainedModel)ModelFamilies.WithoutWeights<ImageClassification>(config) : ModelFamilies.WithoutWeights<SequenceClassification>(config);
        var adapted = Compiler.Inject(bare, AdapterRegistry.Configure(method, set));
        Assert.That(adapted.Layers, Has.Count.EqualTo(6 * bare.Config.NumHiddenLayers));
        var total = adapted.Layers.Sum(entry => Count(entry.Layer, counted) + outputs * entry.Layer.base_layer.out_features);
        Assert.That(total / 1e6, Is.EqualTo(millions).Within(0.0005));
        if (counted == "stored")
            Assert.That(total, Is.EqualTo(adapted.Modules.Sum(module => module.Stored)));
    }

    /// <summary>The numbers of a layer: those of the file, or the entries above the diagonals of its blocks, or all entries of its blocks.</summary>
    private static long Count(AdapterLayer layer, string counted)
    {
        var tensors = layer.AdapterTensors.ToDictionary(entry => entry.Name, entry => entry.Tensor);
        if (counted == "stored")
            return tensors.Values.Sum(tensor => tensor.numel());
        if (tensors.TryGetValue("boft_R", out var whole))
            return whole.numel() / whole.shape[^1] * (whole.shape[^1] - 1) / 2;
        var skew = tensors["oft_R.weight"];
        var size = layer.base_layer.in_features / skew.shape[0];
        return counted == "skew" ? skew.numel() : skew.shape[0] * size * size;
    }
}
