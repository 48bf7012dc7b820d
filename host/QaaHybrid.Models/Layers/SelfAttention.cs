namespace QaaHybrid.Models;

/// <summary>Heads that look to both sides, as encoders of texts and images have them.</summary>
public sealed class SelfAttention : nn.Module<Tensor, Tensor?, LayerPrefix?, Tensor>
{
    private readonly int heads;

    /// <summary>The heads of one layer.</summary>
    /// <param name="hidden">Width of the hidden states.</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="p">Dropout of attention weights.</param>
    /// <param name="bias">Whether the projections have a bias.</param>
    public SelfAttention(long hidden, int heads, double p, bool bias = true) : base(nameof(SelfAttention))
    {
        this.heads = heads;
        query = Unfilled.Linear(hidden, hidden, bias);
        key = Unfilled.Linear(hidden, hidden, bias);
        value = Unfilled.Linear(hidden, hidden, bias);
        dropout = nn.Dropout(p);
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

    /// <summary>Mixes positions.</summary>
    /// <param name="hidden"><c>[batch, seq, hidden]</c>.</param>
    /// <param name="mask">Added to the scores, <c>[batch, 1, 1, 1, m + seq]</c> with m tokens of the prefix, or null.</param>
    /// <param name="prefix">What stands in front, or null.</param>
    /// <returns><c>[batch, seq, hidden]</c>.</returns>
    public override Tensor forward(Tensor hidden, Tensor? mask, LayerPrefix? prefix)
    {
        using var scope = torch.NewDisposeScope();
        var (q, k, v) = (Attention.Heads(query.call(hidden), heads), Attention.Heads(key.call(hidden), heads), Attention.Heads(value.call(hidden), heads));
        (k, v) = (k.transpose(1, 2), v.transpose(1, 2));
        if (prefix is { } front)
            (k, v) = front.Before(k, v);
        return scope.MoveToOuter(Attention.Mix(q, k, v, 1 / Math.Sqrt(q.shape[3]), mask, dropout));
    }
}
