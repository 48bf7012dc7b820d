namespace QaaHybrid.Models;

/// <summary>
/// y = x · w / √(mean(x²) + ε) over the last dimension (Zhang and Sennrich 2019, arXiv:1910.07467). Computed in single precision at least.
/// </summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly double epsilon;

    /// <summary>The factor of each component, <c>[hidden]</c>.</summary>
    public Parameter weight { get; private set; }

    /// <summary>A norm that starts with all factors 1.</summary>
    /// <param name="hidden">Size of the last dimension.</param>
    /// <param name="epsilon">ε.</param>
    public RmsNorm(long hidden, double epsilon) : base(nameof(RmsNorm))
    {
        this.epsilon = epsilon;
        weight = nn.Parameter(torch.ones(hidden));
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> to the same shape and type.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var wide = input.AtLeastSingle();
        var inverse = wide.square().mean(-1, keepdim: true).add_(epsilon).rsqrt_();
        return scope.MoveToOuter((wide * inverse).to(input.dtype) * weight);
    }
}
