namespace QaaHybrid.Models;

/// <summary>
/// Causal self-attention in which several query heads share a key and value head (Ainslie et al. 2023, arXiv:2305.13245):
/// softmax(q kᵀ / √d + mask) v for each head, with q and k turned by their positions.
/// </summary>
public sealed class LlamaAttention : nn.Module<Tensor, AttentionStep, Tensor>
{
    private readonly LlamaConfig config;
    private readonly int layer;

    /// <summary>Queries, <c>[…, hidden]</c> → <c>[…, heads · d]</c>.</summary>
    public nn.Module<Tensor, Tensor> q_proj { get; private set; }

    /// <summary>Keys, <c>[…, hidden]</c> → <c>[…, shared heads · d]</c>.</summary>
    public nn.Module<Tensor, Tensor> k_proj { get; private set; }

    /// <summary>Values, <c>[…, hidden]</c> → <c>[…, shared heads · d]</c>.</summary>
    public nn.Module<Tensor, Tensor> v_proj { get; private set; }

    /// <summary>Output, <c>[…, heads · d]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> o_proj { get; private set; }

    /// <summary>The attention of one layer.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="layer">Index of the layer, for the cache.</param>
    public LlamaAttention(LlamaConfig config, int layer) : base(nameof(LlamaAttention))
    {
        this.config = config;
        this.layer = layer;
        long queries = config.NumAttentionHeads * config.HeadDim, shared = config.NumKeyValueHeads * config.HeadDim;
        q_proj = nn.Linear(config.HiddenSize, queries, config.AttentionBias);
        k_proj = nn.Linear(config.HiddenSize, shared, config.AttentionBias);
        v_proj = nn.Linear(config.HiddenSize, shared, config.AttentionBias);
        o_proj = nn.Linear(queries, config.HiddenSize, config.AttentionBias);
        RegisterComponents();
    }

    /// <summary><c>[batch, seq, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, AttentionStep step)
    {
        using var scope = torch.NewDisposeScope();
        var (batch, count) = (hidden.shape[0], hidden.shape[1]);
        int d = config.HeadDim, shared = config.NumKeyValueHeads, group = config.NumAttentionHeads / shared;

        var query = step.Angles.Turn(q_proj.call(hidden).view(batch, count, shared * group, d));
        var key = step.Angles.Turn(k_proj.call(hidden).view(batch, count, shared, d)).transpose(1, 2);
        var value = v_proj.call(hidden).view(batch, count, shared, d).transpose(1, 2);
        if (step.Cache is { } cache)
            (key, value) = cache.Append(layer, key, value);
        var all = key.shape[2];

        // The query heads of a group stand below one another, so that a shared head is multiplied once and never copied.
        var rows = (query * (1 / Math.Sqrt(d))).view(batch, count, shared, group, d)
            .permute(0, 2, 3, 1, 4).reshape(batch, shared, group * count, d);
        var scores = rows.matmul(key.transpose(2, 3)).view(batch, shared, group, count, all);
        if (step.Mask is { } mask)
            scores.add_(mask);
        var seen = scores.softmax(-1).view(batch, shared, group * count, all).matmul(value);
        var heads = seen.view(batch, shared, group, count, d).permute(0, 3, 1, 2, 4).reshape(batch, count, shared * group * d);
        return scope.MoveToOuter(o_proj.call(heads));
    }
}
