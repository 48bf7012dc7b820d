namespace QaaHybrid.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The scope that will dispose this tensor, and the tensor's place in it; guarded by the scope's lock.</summary>
        internal DisposeScope? Scope { get; set; }

        /// <inheritdoc cref="Scope"/>
        internal int ScopeIndex { get; set; }

        /// <summary>No scope disposes this tensor any more.</summary>
        internal void OutOfScopes() => handle.AddPressure();

        /// <summary>Hands this tensor to the scope around its scope, or takes it out of all scopes where there is none.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes this tensor out of its scope for good: whoever holds it disposes it.</summary>
        /// <returns>This tensor.</returns>
        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }
    }
}
