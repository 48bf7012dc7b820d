namespace QaaHybrid.Torch.Modules;

/// <summary>A tensor that a module trains. It lives outside dispose scopes: whoever owns the module disposes it.</summary>
public sealed class Parameter : torch.Tensor
{
    /// <param name="data">The values; shared, not copied. The tensor itself stays the caller's.</param>
    /// <param name="requires_grad">Whether it is trained.</param>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(DetachedHandle(data))
    {
        DetachFromDisposeScope();
        if (requires_grad)
            this.requires_grad = true;
    }
}
