namespace QaaHybrid.Models;

/// <summary>Attention among patches, as ViT and DINOv2 have it; names as in their files.</summary>
public sealed class PatchAttention : nn.Module<Tensor, Tensor>
{
    /// <summary>The attention of one layer.</summary>
    public PatchAttention(VisionConfig config) : base(nameof(PatchAttention))
    {
        ArgumentNullException.ThrowIfNull(config);
        attention = new SelfAttention(config.HiddenSize, config.NumAttentionHeads, config.AttentionProbsDropoutProb, config.QkvBias);
        output = new DenseDropout(config.HiddenSize, config.HiddenSize, config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>The heads.</summary>
    public SelfAttention attention { get; private set; }

    /// <summary>The projection behind them.</summary>
    public DenseDropout output { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(output.call(attention.call(hidden, null, null)));
    }
}
