namespace QaaHybrid.Circuits.Batches;

/// <summary>What one thread needs for one tile. All executors share it, so that it stays in the thread's cache.</summary>
internal sealed class Workspace<T>
    where T : unmanaged
{
    [ThreadStatic]
    private static Workspace<T>? s_current;

    /// <summary>The calling thread's.</summary>
    public static Workspace<T> Current => s_current ??= new Workspace<T>();

    /// <summary>The state.</summary>
    public AlignedBuffer<T> Ket { get; } = new();

    /// <summary>The derivative of the loss with respect to it.</summary>
    public AlignedBuffer<T> Bra { get; } = new();

    /// <summary>Read-outs or their derivatives, lanes innermost.</summary>
    public AlignedBuffer<T> Numbers { get; } = new();

    /// <summary>Sums on the way.</summary>
    public AlignedBuffer<T> Scratch { get; } = new();
}
