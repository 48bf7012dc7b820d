namespace QaaHybrid.Models;

/// <summary>
/// Keys and values of the tokens that a model has seen, layer by layer, so that the next token costs one position and not all.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] keys;
    private readonly Tensor[] values;

    /// <summary>A cache without tokens.</summary>
    /// <param name="shape">Layers and heads.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="capacity">Most tokens of a sequence, filling included, and without the prefix.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="prefix">What stands in front of every sequence, or null; copied, without gradients.</param>
    public KeyValueCache(KeyValueShape shape, long batch, long capacity, ScalarType dtype, PrefixStates? prefix = null)
    {
        (Capacity, PrefixLength) = (capacity, prefix?.Length ?? 0);
        keys = [.. Enumerable.Range(0, shape.Layers).Select(layer => Empty(prefix?.Layers[layer].Key))];
        values = [.. Enumerable.Range(0, shape.Layers).Select(layer => Empty(prefix?.Layers[layer].Value))];

        Tensor Empty(Tensor? front)
        {
            using var unrecorded = torch.no_grad();
            var states = torch.zeros([batch, shape.Heads, PrefixLength + capacity, shape.HeadDim], dtype).DetachFromDisposeScope();
            if (front is not null)
                states.narrow(2, 0, PrefixLength).copy_(front);
            return states;
        }
    }

    /// <summary>Most tokens of a sequence.</summary>
    public long Capacity { get; }

    /// <summary>Number of tokens that all layers have seen, without the prefix.</summary>
    public long Length { get; private set; }

    /// <summary>Number of virtual tokens in front of every sequence.</summary>
    public long PrefixLength { get; }

    /// <summary>Appends a layer's keys and values of new tokens.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="key"><c>[batch, heads, new, d]</c>.</param>
    /// <param name="value"><c>[batch, heads, new, d]</c>.</param>
    /// <returns>Keys and values of the prefix and all tokens so far, <c>[batch, heads, PrefixLength + Length + new, d]</c>.</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor key, Tensor value)
    {
        var (start, count) = (PrefixLength + Length, key.shape[2]);
        keys[layer].narrow(2, start, count).copy_(key);
        values[layer].narrow(2, start, count).copy_(value);
        return (keys[layer].narrow(2, 0, start + count), values[layer].narrow(2, 0, start + count));
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
