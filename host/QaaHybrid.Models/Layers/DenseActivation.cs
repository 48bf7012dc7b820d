namespace QaaHybrid.Models;

/// <summary>act(dense(x)): the first half of a feed-forward block.</summary>
public sealed class DenseActivation : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> act;

    /// <summary>The first half of a block.</summary>
    /// <param name="hidden">Width of x.</param>
    /// <param name="intermediate">Width inside the block.</param>
    /// <param name="activation">Name of the activation.</param>
    public DenseActivation(long hidden, long intermediate, string activation) : base(nameof(DenseActivation))
    {
        act = Activation.Of(activation);
        dense = Unfilled.Linear(hidden, intermediate);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> → <c>[…, intermediate]</c>.</summary>
    public nn.Module<Tensor, Tensor> dense { get; private set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(act(dense.call(input)));
    }
}
