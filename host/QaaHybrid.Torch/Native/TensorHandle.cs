using System.Runtime.InteropServices;

namespace QaaHybrid.Torch.Native;

/// <summary>One strong reference to a native tensor.</summary>
internal sealed class TensorHandle : SafeHandle
{
    /// <summary>Below this many KiB a tensor is too small for the garbage collector to care.</summary>
    private const int PressureThreshold = 16;

    private readonly long pressure;

    /// <param name="pointer">The native handle; owned from now on.</param>
    /// <param name="ownedKib">KiB of storage that only this tensor holds. The collector hears of them: it sees no native memory.</param>
    internal TensorHandle(nint pointer, int ownedKib = 0)
        : base(0, ownsHandle: true)
    {
        SetHandle(pointer);
        if (ownedKib < PressureThreshold)
            return;
        pressure = (long)ownedKib << 10;
        GC.AddMemoryPressure(pressure);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.qht_free(handle);
        if (pressure > 0)
            GC.RemoveMemoryPressure(pressure);
        return true;
    }
}
