using System.Numerics;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.SingleState;

namespace QaaHybrid.Circuits.Batches;

/// <summary>What runs a batch; the width of its registers is its own affair.</summary>
internal abstract unsafe class BatchEngine<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public abstract void Forward(ReadOnlySpan<double> theta, T* input, int rows, int columns, T* output);

    /// <summary><paramref name="gradInput"/> is null and <paramref name="gradTheta"/> empty where they are not wanted.</summary>
    public abstract void Backward(
        ReadOnlySpan<double> theta, T* input, int rows, int columns, T* gradOutput, Span<double> gradTheta, T* gradInput);

    /// <summary>The engine for the widest registers that this machine has.</summary>
    public static BatchEngine<T> Create(EngineSettings settings)
    {
        return System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? Of<Lanes512<T>>()
            : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? Of<Lanes256<T>>()
            : Of<Lanes128<T>>();

        BatchEngine<T> Of<TLanes>()
            where TLanes : struct, ILanes<TLanes, T> =>
            new ChoosingEngine<T>(settings, TLanes.Count, () => new BatchEngine<TLanes, T>(settings), () => new StateEngine<TLanes, T>(settings));
    }
}
