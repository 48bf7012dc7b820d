using QaaHybrid.Circuits.Batches;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>The memory of one state at a time, for all plans that take turns with it.</summary>
internal sealed class StateMemory<T>
    where T : unmanaged
{
    public AlignedBuffer<T> Ket { get; } = new();

    public AlignedBuffer<T> Bra { get; } = new();
}
