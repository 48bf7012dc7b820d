namespace QaaHybrid.Models;

/// <summary>dropout(dense(x)): what a block of a vision model adds to the residual stream.</summary>
public sealed class DenseDropout : nn.Module<Tensor, Tensor>
{
    /// <summary>The end of a block.</summary>
    /// <param name="into">Width of x.</param>
    /// <param name="hidden">Width of the residual stream.</param>
    /// <param name="p">Dropout.</param>
    public DenseDropout(long into, long hidden, double p) : base(nameof(DenseDropout))
    {
        dense = Unfilled.Linear(into, hidden);
        dropout = nn.Dropout(p);
        RegisterComponents();
    }

    /// <summary><c>[…, into]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary>Dropout of the result.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[…, into]</c> to <c>[…, hidden]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(dropout.call(dense.call(input)));
    }
}
