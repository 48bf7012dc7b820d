using QaaHybrid.Circuits.Lanes;
using System.Numerics;

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
    public static BatchEngine<T> Create(EngineSettings settings) =>
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? new BatchEngine<Lanes512<T>, T>(settings)
        : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? new BatchEngine<Lanes256<T>, T>(settings)
        : new BatchEngine<Lanes128<T>, T>(settings);
}
