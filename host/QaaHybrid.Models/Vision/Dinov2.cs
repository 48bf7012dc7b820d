namespace QaaHybrid.Models;

// DINOv2 (Oquab et al. 2023, arXiv:2304.07193) from top to bottom: a ViT whose layers scale what they add (Touvron et al. 2021, arXiv:2103.17239). Names of
// fields are Hugging Face's: they are the names of the weights (dinov2.encoder.layer.0.attention.attention.query.weight …) and those by which adapters find
// their places.

/// <summary>A DINOv2 with a linear classifier on the first token, and by default the mean of the patches beside it.</summary>
public sealed class Dinov2ForImageClassification : ImageClassification
{
    private readonly Dropout dropout;

    /// <summary>A model without weights.</summary>
    /// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
    public Dinov2ForImageClassification(Dinov2Config config) : base(nameof(Dinov2ForImageClassification))
    {
        Config = config.Checked().WithLabels();
        dinov2 = new VisionTransformer(config, () => new Dinov2Layer(config), masked: true);
        dropout = nn.Dropout(config.ClassifierDropout);
        classifier = Unfilled.Linear(config.ClassifierVectors * config.HiddenSize, Config.Labels.Count);
        RegisterComponents();
    }

    /// <summary>Everything but the classifier.</summary>
    public VisionTransformer dinov2 { get; private set; }

    /// <summary><c>[batch, 2 · hidden]</c>, or <c>[batch, hidden]</c> of the first token alone, → <c>[batch, labels]</c>.</summary>
    public nn.Module<Tensor, Tensor> classifier { get; private set; }

    /// <inheritdoc/>
    public override Dinov2Config Config { get; }

    internal override string BaseModelPrefix => "dinov2";

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> hidden_states(Tensor pixel_values) => dinov2.call(pixel_values, gradient_checkpointing);

    private protected override Tensor Classify(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        var first = dinov2.layernorm.call(Config.ClassifierVectors == 1 ? hidden.narrow(1, 0, 1) : hidden);
        var seen = Config.ClassifierVectors == 1
            ? first.squeeze(1)
            : torch.cat([first.select(1, 0), first.narrow(1, 1, first.shape[1] - 1).mean([1])], 1);
        return scope.MoveToOuter(classifier.call(dropout.call(seen)));
    }

    internal override double StartDeviation(string name, Parameter parameter) =>
        name.EndsWith("mask_token", StringComparison.Ordinal) ? 0 : base.StartDeviation(name, parameter);

    internal override double StartMean(string name, Parameter parameter) =>
        name.EndsWith(".lambda1", StringComparison.Ordinal) ? Config.LayerscaleValue : base.StartMean(name, parameter);
}

/// <summary>One layer: x + λ₁ ⊙ attention(norm(x)), then x + λ₂ ⊙ mlp(norm(x)).</summary>
public sealed class Dinov2Layer : nn.Module<Tensor, Tensor>
{
    /// <summary>A layer.</summary>
    public Dinov2Layer(Dinov2Config config) : base(nameof(Dinov2Layer))
    {
        norm1 = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        attention = new PatchAttention(config);
        layer_scale1 = new LayerScale(config.HiddenSize);
        norm2 = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        mlp = config.UseSwigluFfn ? new Dinov2SwiGLUFFN(config) : new Dinov2MLP(config);
        layer_scale2 = new LayerScale(config.HiddenSize);
        RegisterComponents();
    }

    /// <summary>The norm before attention.</summary>
    public LayerNorm norm1 { get; private set; }

    /// <summary>Mixes patches.</summary>
    public PatchAttention attention { get; private set; }

    /// <summary>λ₁.</summary>
    public LayerScale layer_scale1 { get; private set; }

    /// <summary>The norm before the feed-forward block.</summary>
    public LayerNorm norm2 { get; private set; }

    /// <summary>Works on each patch alone.</summary>
    public nn.Module<Tensor, Tensor> mlp { get; private set; }

    /// <summary>λ₂.</summary>
    public LayerScale layer_scale2 { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        hidden = hidden + layer_scale1.call(attention.call(norm1.call(hidden)));
        return scope.MoveToOuter(hidden + layer_scale2.call(mlp.call(norm2.call(hidden))));
    }
}

/// <summary>λ ⊙ x.</summary>
public sealed class LayerScale : nn.Module<Tensor, Tensor>
{
    /// <summary>Factors of that many components.</summary>
    public LayerScale(long hidden) : base(nameof(LayerScale))
    {
        lambda1 = Unfilled.Parameter(hidden);
        RegisterComponents();
    }

    /// <summary>λ, <c>[hidden]</c>.</summary>
    public Parameter lambda1 { get; private set; }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor input) => input * lambda1;
}

/// <summary>fc2(act(fc1(x))).</summary>
public sealed class Dinov2MLP : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> act;

    /// <summary>The feed-forward block of one layer.</summary>
    public Dinov2MLP(Dinov2Config config) : base(nameof(Dinov2MLP))
    {
        act = Activation.Of(config.HiddenAct);
        fc1 = Unfilled.Linear(config.HiddenSize, config.InnerSize);
        fc2 = Unfilled.Linear(config.InnerSize, config.HiddenSize);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, inner]</c>.</summary>
    public nn.Module<Tensor, Tensor> fc1 { get; private set; }

    /// <summary><c>[…, inner]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> fc2 { get; private set; }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(fc2.call(act(fc1.call(input))));
    }
}

/// <summary>out(silu(a) ⊙ b), where a and b are the halves of in(x) (Shazeer 2020, arXiv:2002.05202).</summary>
public sealed class Dinov2SwiGLUFFN : nn.Module<Tensor, Tensor>
{
    /// <summary>The feed-forward block of one layer.</summary>
    public Dinov2SwiGLUFFN(Dinov2Config config) : base(nameof(Dinov2SwiGLUFFN))
    {
        weights_in = Unfilled.Linear(config.HiddenSize, 2 * config.InnerSize);
        weights_out = Unfilled.Linear(config.InnerSize, config.HiddenSize);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, 2 · inner]</c>.</summary>
    public nn.Module<Tensor, Tensor> weights_in { get; private set; }

    /// <summary><c>[…, inner]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> weights_out { get; private set; }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var halves = weights_in.call(input).chunk(2, -1);
        return scope.MoveToOuter(weights_out.call(halves[0].silu() * halves[1]));
    }
}
