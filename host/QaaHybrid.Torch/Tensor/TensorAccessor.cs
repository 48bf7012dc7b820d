using System.Collections;

namespace QaaHybrid.Torch;

/// <summary>The elements of a tensor in place. It keeps the tensor from being collected, but not from being disposed.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed unsafe class TensorAccessor<T> : IReadOnlyList<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly T* pointer;

    internal TensorAccessor(torch.Tensor tensor, T* pointer, int count)
    {
        this.tensor = tensor;
        this.pointer = pointer;
        Count = count;
    }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>The elements in the order of their indices, for reading and writing; valid while the tensor lives.</summary>
    /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
    public Span<T> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(tensor.IsInvalid, tensor);
            return new Span<T>(pointer, Count);
        }
    }

    /// <summary>An element by its place in the flat tensor.</summary>
    public T this[int index]
    {
        get => Span[index];
        set => Span[index] = value;
    }

    /// <summary>A copy of the elements.</summary>
    public T[] ToArray() => Span.ToArray();

    /// <summary>Copies the elements out.</summary>
    public void CopyTo(Span<T> destination) => Span.CopyTo(destination);

    /// <summary>Copies elements in.</summary>
    public void CopyFrom(ReadOnlySpan<T> source) => source.CopyTo(Span);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
