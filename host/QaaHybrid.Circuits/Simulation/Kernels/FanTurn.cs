namespace QaaHybrid.Circuits.Kernels;

/// <summary>The numbers of a fan at one θ, by class.</summary>
internal sealed class FanTurn<T>(int classes)
    where T : unmanaged
{
    public T[] Cosines { get; } = new T[classes];

    public T[] Sines { get; } = new T[classes];
}
