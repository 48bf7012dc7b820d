namespace QaaHybrid.Models;

/// <summary>What ViT and DINOv2 have in common: embeddings of patches, layers of the family's own kind, a norm; names as in their files.</summary>
public sealed class VisionTransformer : nn.Module<Tensor, bool, IReadOnlyList<Tensor>>
{
    /// <summary>An encoder without its head.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Makes a layer: <c>[batch, seq, hidden]</c> to the same shape.</param>
    /// <param name="masked">Whether the file has a token for hidden patches.</param>
    public VisionTransformer(VisionConfig config, Func<nn.Module<Tensor, Tensor>> layer, bool masked = false) : base(nameof(VisionTransformer))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(layer);
        embeddings = new ImageEmbeddings(config, masked);
        encoder = new VisionLayers([.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => layer())]);
        layernorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        RegisterComponents();
    }

    /// <summary>Images to vectors.</summary>
    public ImageEmbeddings embeddings { get; private set; }

    /// <summary>The layers.</summary>
    public VisionLayers encoder { get; private set; }

    /// <summary>The norm behind the last layer.</summary>
    public LayerNorm layernorm { get; private set; }

    /// <summary>The states in front of the first layer and behind each layer.</summary>
    /// <param name="pixel_values"><c>[batch, channels, height, width]</c>.</param>
    /// <param name="checkpointed">Whether layers are computed again in backward.</param>
    public override IReadOnlyList<Tensor> forward(Tensor pixel_values, bool checkpointed)
    {
        using var scope = torch.NewDisposeScope();
        var states = new List<Tensor> { embeddings.call(pixel_values).to(layernorm.weight!.dtype) };
        foreach (var layer in encoder.layer)
            states.Add(Checkpoint.Through(checkpointed, layer, tensors => layer.call(tensors[0]!), states[^1]));
        scope.MoveToOuter(states);
        return states;
    }
}

/// <summary>The layers, which have a name of their own in the names of weights.</summary>
public sealed class VisionLayers : nn.Module
{
    /// <summary>Layers.</summary>
    public VisionLayers(nn.Module<Tensor, Tensor>[] layers) : base(nameof(VisionLayers))
    {
        layer = nn.ModuleList(layers);
        RegisterComponents();
    }

    /// <summary>First to last.</summary>
    public ModuleList<nn.Module<Tensor, Tensor>> layer { get; private set; }
}
