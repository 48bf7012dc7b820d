namespace QaaHybrid.Models;

// The Vision Transformer (Dosovitskiy et al. 2020, arXiv:2010.11929) from top to bottom. Names of fields are Hugging Face's: they are the names of the
// weights (vit.encoder.layer.0.attention.attention.query.weight …) and those by which adapters find their places.

/// <summary>A ViT with a linear classifier on the first token.</summary>
public sealed class ViTForImageClassification : ImageClassification
{
    private readonly Dropout dropout;

    /// <summary>A model without weights.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public ViTForImageClassification(ViTConfig config) : base(nameof(ViTForImageClassification))
    {
        Config = config.Checked().WithLabels();
        vit = new ViTModel(config);
        dropout = nn.Dropout(config.ClassifierDropout);
        classifier = Unfilled.Linear(config.HiddenSize, Config.Labels.Count);
        RegisterComponents();
    }

    /// <summary>Everything but the classifier.</summary>
    public ViTModel vit { get; private set; }

    /// <summary><c>[batch, hidden]</c> → <c>[batch, labels]</c>.</summary>
    public nn.Module<Tensor, Tensor> classifier { get; private set; }

    /// <inheritdoc/>
    public override ViTConfig Config { get; }

    internal override string BaseModelPrefix => "vit";

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> hidden_states(Tensor pixel_values) => vit.call(pixel_values, gradient_checkpointing);

    private protected override Tensor Classify(Tensor hidden) => classifier.call(dropout.call(vit.layernorm.call(hidden.select(1, 0))));

    // The pretrained models have a pooler, which classifiers leave out, and some a token for hidden patches.
    internal override bool IsDerived(string name) => name.StartsWith("vit.pooler.", StringComparison.Ordinal) || name == "vit.embeddings.mask_token";
}

/// <summary>The encoder without its head.</summary>
public sealed class ViTModel : nn.Module<Tensor, bool, IReadOnlyList<Tensor>>
{
    /// <summary>An encoder.</summary>
    public ViTModel(ViTConfig config) : base(nameof(ViTModel))
    {
        embeddings = new ViTEmbeddings(config);
        encoder = new ViTEncoder(config);
        layernorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        RegisterComponents();
    }

    /// <summary>Images to vectors.</summary>
    public ViTEmbeddings embeddings { get; private set; }

    /// <summary>The layers.</summary>
    public ViTEncoder encoder { get; private set; }

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

/// <summary>The first token and the patches, with their positions.</summary>
public sealed class ViTEmbeddings : nn.Module<Tensor, Tensor>
{
    /// <summary>Embeddings.</summary>
    public ViTEmbeddings(ViTConfig config) : base(nameof(ViTEmbeddings))
    {
        cls_token = Unfilled.Parameter(1, 1, config.HiddenSize);
        position_embeddings = Unfilled.Parameter(1, 1 + config.GridSize * config.GridSize, config.HiddenSize);
        patch_embeddings = new PatchEmbeddings(config);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>The first token, <c>[1, 1, hidden]</c>.</summary>
    public Parameter cls_token { get; private set; }

    /// <summary>Positions of the first token and the patches, <c>[1, 1 + grid², hidden]</c>.</summary>
    public Parameter position_embeddings { get; private set; }

    /// <summary>Patches to vectors.</summary>
    public PatchEmbeddings patch_embeddings { get; private set; }

    /// <summary>Dropout of the result.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[batch, channels, height, width]</c> to <c>[batch, 1 + patches, hidden]</c>.</summary>
    public override Tensor forward(Tensor pixel_values)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(dropout.call(PositionGrid.Add(cls_token, patch_embeddings.call(pixel_values), position_embeddings)));
    }
}

/// <summary>The layers.</summary>
public sealed class ViTEncoder : nn.Module
{
    /// <summary>Layers.</summary>
    public ViTEncoder(ViTConfig config) : base(nameof(ViTEncoder))
    {
        layer = nn.ModuleList([.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => new ViTLayer(config))]);
        RegisterComponents();
    }

    /// <summary>First to last.</summary>
    public ModuleList<ViTLayer> layer { get; private set; }
}

/// <summary>One layer: x + attention(norm(x)), then x + mlp(norm(x)).</summary>
public sealed class ViTLayer : nn.Module<Tensor, Tensor>
{
    /// <summary>A layer.</summary>
    public ViTLayer(ViTConfig config) : base(nameof(ViTLayer))
    {
        attention = new PatchAttention(config);
        intermediate = new DenseActivation(config.HiddenSize, config.IntermediateSize, config.HiddenAct);
        output = new ViTOutput(config);
        layernorm_before = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        layernorm_after = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        RegisterComponents();
    }

    /// <summary>Mixes patches.</summary>
    public PatchAttention attention { get; private set; }

    /// <summary>The first half of the feed-forward block.</summary>
    public DenseActivation intermediate { get; private set; }

    /// <summary>Its second half.</summary>
    public ViTOutput output { get; private set; }

    /// <summary>The norm before attention.</summary>
    public LayerNorm layernorm_before { get; private set; }

    /// <summary>The norm behind attention, before the feed-forward block.</summary>
    public LayerNorm layernorm_after { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        hidden = hidden + attention.call(layernorm_before.call(hidden));
        return scope.MoveToOuter(hidden + output.call(intermediate.call(layernorm_after.call(hidden))));
    }
}

/// <summary>dropout(dense(x)): what the feed-forward block adds to the residual stream.</summary>
public sealed class ViTOutput : nn.Module<Tensor, Tensor>
{
    /// <summary>The second half of the feed-forward block.</summary>
    public ViTOutput(ViTConfig config) : base(nameof(ViTOutput))
    {
        dense = Unfilled.Linear(config.IntermediateSize, config.HiddenSize);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary><c>[…, intermediate]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary>Dropout of the result.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[…, intermediate]</c> to <c>[…, hidden]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(dropout.call(dense.call(input)));
    }
}
