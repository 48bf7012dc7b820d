namespace QaaHybrid.Models;

/// <summary>norm(residual + dropout(dense(x))): how BERT's blocks return to the residual stream.</summary>
public sealed class DenseNorm : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>The end of a block.</summary>
    /// <param name="into">Width of x.</param>
    /// <param name="hidden">Width of the residual stream.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="p">Dropout.</param>
    public DenseNorm(long into, long hidden, double epsilon, double p) : base(nameof(DenseNorm))
    {
        dense = Unfilled.Linear(into, hidden);
        LayerNorm = nn.LayerNorm(hidden, epsilon);
        dropout = nn.Dropout(p);
        RegisterComponents();
    }

    /// <summary><c>[…, into]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <summary>The norm of the sum.</summary>
    public LayerNorm LayerNorm { get; private set; }

    /// <summary>Dropout of what is added.</summary>
    public Dropout dropout { get; private set; }

    /// <summary>x, <c>[…, into]</c>, and the residual, <c>[…, hidden]</c>, to <c>[…, hidden]</c>.</summary>
    public override Tensor forward(Tensor x, Tensor residual)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(LayerNorm.call(dropout.call(dense.call(x)) + residual));
    }
}
