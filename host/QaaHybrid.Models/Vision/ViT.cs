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
        vit = new VisionTransformer(config, () => new ViTLayer(config));
        dropout = nn.Dropout(config.ClassifierDropout);
        classifier = Unfilled.Linear(config.HiddenSize, Config.Labels.Count);
        RegisterComponents();
    }

    /// <summary>Everything but the classifier.</summary>
    public VisionTransformer vit { get; private set; }

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

/// <summary>One layer: x + attention(norm(x)), then x + mlp(norm(x)).</summary>
public sealed class ViTLayer : nn.Module<Tensor, Tensor>
{
    /// <summary>A layer.</summary>
    public ViTLayer(ViTConfig config) : base(nameof(ViTLayer))
    {
        attention = new PatchAttention(config);
        intermediate = new DenseActivation(config.HiddenSize, config.IntermediateSize, config.HiddenAct);
        output = new DenseDropout(config.IntermediateSize, config.HiddenSize, config.HiddenDropoutProb);
        layernorm_before = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        layernorm_after = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        RegisterComponents();
    }

    /// <summary>Mixes patches.</summary>
    public PatchAttention attention { get; private set; }

    /// <summary>The first half of the feed-forward block.</summary>
    public DenseActivation intermediate { get; private set; }

    /// <summary>Its second half.</summary>
    public DenseDropout output { get; private set; }

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
