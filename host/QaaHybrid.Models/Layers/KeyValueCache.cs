namespace QaaHybrid.Models;

/// <summary>
/// Keys and values of the tokens that a model has seen, layer by layer, so that the next token costs one position and not all.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] keys;
    private readonly Tensor[] values;

    /// <summary>An empty cache.</summary>
    /// <param name="layers">Number of layers.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="heads">Number of key and value heads.</param>
    /// <param name="headDim">Width of a head.</param>
    /// <param name="capacity">Most tokens of a sequence, filling included.</param>
    /// <param name="dtype">Element type.</param>
    public KeyValueCache(int layers, long batch, long heads, long headDim, long capacity, ScalarType dtype)
    {
        Capacity = capacity;
        keys = [.. Enumerable.Range(0, layers).Select(_ => torch.zeros([batch, heads, capacity, headDim], dtype).DetachFromDisposeScope())];
        values = [.. Enumerable.Range(0, layers).Select(_ => torch.zeros([batch, heads, capacity, headDim], dtype).DetachFromDisposeScope())];
    }

    /// <summary>Most tokens of a sequence.</summary>
    public long Capacity { get; }

    /// <summary>Number of tokens that all layers have seen.</summary>
    public long Length { get; private set; }

    /// <summary>Appends a layer's keys and values of new tokens.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="key"><c>[batch, heads, new, d]</c>.</param>
    /// <param name="value"><c>[batch, heads, new, d]</c>.</param>
    /// <returns>Keys and values of all tokens so far, <c>[batch, heads, Length + new, d]</c>.</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor key, Tensor value)
    {
        var count = key.shape[2];
        keys[layer].narrow(2, Length, count).copy_(key);
        values[layer].narrow(2, Length, count).copy_(value);
        return (keys[layer].narrow(2, 0, Length + count), values[layer].narrow(2, 0, Length + count));
    }

    /// <summary>Says that every layer has appended this many tokens.</summary>
    public void Advance(long count) => Length += count;

    /// <summary>Keeps these sequences only, in this order.</summary>
    /// <param name="rows">Indices of sequences, int64.</param>
    public void Select(Tensor rows)
    {
        foreach (var tensors in (Tensor[][])[keys, values])
            for (var layer = 0; layer < tensors.Length; layer++)
                using (tensors[layer])
                    tensors[layer] = tensors[layer].index_select(0, rows).DetachFromDisposeScope();
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (var tensor in keys.Concat(values))
            tensor.Dispose();
    }
}
