namespace QaaHybrid.Torch;

public static partial class torch
{
    /// <summary>Opens a scope that disposes, at its end, every tensor made on this thread meanwhile.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScope.Open();

    /// <summary>Runs a function in a scope of its own; its result survives in the scope around.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(expr());
    }
}
