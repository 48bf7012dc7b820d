namespace QaaHybrid.Models;

/// <summary>Attention among patches, as ViT and DINOv2 have it; names as in their files.</summary>
public sealed class PatchAttention : nn.Module<Tensor, Tensor>
{
    /// <summary>The attention of one layer.</summary>
    public PatchAttention(VisionConfig config) : base(nameof(PatchAttention))
    {
        attention = new PatchSelfAttention(config);
        output = new PatchSelfOutput(config);
        RegisterComponents();
    }

    /// <summary>The heads.</summary>
    public PatchSelfAttention attention { get; private set; }

    /// <summary>The projection behind them.</summary>
    public PatchSelfOutput output { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(output.call(attention.call(hidden)));
    }
}

/// <summary>Heads that see all patches.</summary>
public sealed class PatchSelfAttention : nn.Module<Tensor, Tensor>
{
    private readonly int heads;

    /// <summary>The heads of one layer.</summary>
    public PatchSelfAttention(VisionConfig config) : base(nameof(PatchSelfAttention))
    {
        heads = config.NumAttentionHeads;
        query = Unfilled.Linear(config.HiddenSize, config.HiddenSize, config.QkvBias);
        key = Unfilled.Linear(config.HiddenSize, config.HiddenSize, config.QkvBias);
        value = Unfilled.Linear(config.HiddenSize, config.HiddenSize, config.QkvBias);
        dropout = nn.Dropout(config.AttentionProbsDropoutProb);
        RegisterComponents();
    }

    /// <summary>Queries, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> query { get; private set; }

    /// <summary>Keys, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> key { get; private set; }

    /// <summary>Values, <c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> value { get; private set; }

    /// <summary>Dropout of attention weights.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        var (q, k, v) = (Attention.Heads(query.call(hidden), heads), Attention.Heads(key.call(hidden), heads), Attention.Heads(value.call(hidden), heads));
        return scope.MoveToOuter(Attention.Mix(q, k.transpose(1, 2), v.transpose(1, 2), 1 / Math.Sqrt(q.shape[3]), null, dropout));
    }
}

/// <summary>dropout(dense(x)): what attention adds to the residual stream.</summary>
public sealed class PatchSelfOutput : nn.Module<Tensor, Tensor>
{
    /// <summary>The projection of one layer.</summary>
    public PatchSelfOutput(VisionConfig config) : base(nameof(PatchSelfOutput))
    {
        dense = Unfilled.Linear(config.HiddenSize, config.HiddenSize);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary>Dropout of the result.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(dropout.call(dense.call(input)));
    }
}
