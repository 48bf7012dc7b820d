using System.Runtime.InteropServices;

namespace QaaHybrid.Torch.Native;

/// <summary>One strong reference to a native tensor.</summary>
internal sealed class TensorHandle : SafeHandle
{
    /// <summary>Below this many KiB a tensor is too small for the garbage collector to care.</summary>
    private const int PressureThreshold = 16;

    private readonly int ownedKib;
    private long pressure;

    /// <param name="pointer">The native handle; owned from now on.</param>
    /// <param name="ownedKib">KiB of storage that only this tensor holds.</param>
    internal TensorHandle(nint pointer, int ownedKib = 0)
        : base(0, ownsHandle: true)
    {
        SetHandle(pointer);
        this.ownedKib = ownedKib;
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>
    /// Tells the collector, which sees no native memory, of the storage: nobody disposes the tensor for certain. (Of tensors in a scope it does not hear: it could not
    /// free them, and would run fifty times in a training step for nothing.)
    /// </summary>
    internal void AddPressure()
    {
        if (ownedKib < PressureThreshold || pressure > 0)
            return;
        pressure = (long)ownedKib << 10;
        GC.AddMemoryPressure(pressure);
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.qht_free(handle);
        if (pressure > 0)
            GC.RemoveMemoryPressure(pressure);
        return true;
    }
}
