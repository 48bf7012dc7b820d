using QaaHybrid.Torch.Native;
using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        /// <summary>A native handle of the same data outside the graph, for an object of a derived class.</summary>
        private protected static nint DetachedHandle(Tensor data)
        {
            ArgumentNullException.ThrowIfNull(data);
            using var detached = Aten.detach.Call(data);
            nint second;
            NativeMethods.Check(NativeMethods.qht_alias(detached.Hold(), &second), detached);
            return second;
        }
    }
}
