namespace QaaHybrid.Models;

/// <summary>Keys and values of one layer's prefix.</summary>
/// <param name="Key"><c>[shared heads, m, d]</c>.</param>
/// <param name="Value"><c>[shared heads, m, d]</c>.</param>
public readonly record struct LayerPrefix(Tensor Key, Tensor Value)
{
    /// <summary>The prefix in front of the layer's own keys and values: <c>[batch, heads, seq, d]</c> to <c>[batch, heads, m + seq, d]</c>, for all sequences the same.</summary>
    internal (Tensor Keys, Tensor Values) Before(Tensor keys, Tensor values)
    {
        return (Join(Key, keys), Join(Value, values));

        static Tensor Join(Tensor prefix, Tensor states) =>
            torch.cat([prefix.to(states.dtype).unsqueeze(0).expand(states.shape[0], -1, -1, -1), states], 2);
    }
}

/// <summary>
/// Keys and values of m virtual tokens that stand in front of every sequence: prefix tuning (Li and Liang 2021, arXiv:2101.00190), with the meaning that Hugging
/// Face's <c>past_key_values</c> have for PEFT. They may require gradients.
/// <list type="bullet">
/// <item>Every token sees them, and so they are counted where positions are: the first real token stands at m. Keys are taken as they are, without rotation.</item>
/// <item>A layer that sees a window of the last tokens sees the prefix as far as the window reaches.</item>
/// </list>
/// </summary>
/// <param name="Layers">One for each layer of the model, first to last, all of the same m.</param>
public sealed record PrefixStates(IReadOnlyList<LayerPrefix> Layers)
{
    /// <summary>m, the number of virtual tokens.</summary>
    public long Length => Layers[0].Key.shape[1];

    /// <summary>The prefix in the layout of PEFT's <c>prompt_embeddings</c>: of each virtual token the first layer's key, its value, the second layer's key, and so on.</summary>
    /// <param name="embeddings"><c>[m, 2 · layers · shared heads · d]</c>.</param>
    /// <param name="shape">The model's; see <see cref="PretrainedConfig.KeyValues"/>.</param>
    /// <exception cref="ArgumentException">The width is another one.</exception>
    public static PrefixStates FromEmbeddings(Tensor embeddings, KeyValueShape shape)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        if (embeddings.shape is not [> 0 and var length, var width] || width != shape.Width)
            throw new ArgumentException($"the prefix is {embeddings}, expected [virtual tokens, {shape.Width}]: keys and values of {shape}", nameof(embeddings));
        var parts = embeddings.view(length, 2 * shape.Layers, shape.Heads, shape.HeadDim).permute(1, 2, 0, 3).unbind(0);
        return new PrefixStates([.. Enumerable.Range(0, shape.Layers).Select(layer => new LayerPrefix(parts[2 * layer], parts[2 * layer + 1]))]);
    }

    /// <summary>These states, if they fit.</summary>
    /// <exception cref="ArgumentException">The number of layers or a tensor's shape is another one; the message names the layer.</exception>
    internal PrefixStates Checked(KeyValueShape shape)
    {
        if (Layers.Count != shape.Layers)
            throw new ArgumentException($"the prefix has {Layers.Count} layers, the model {shape.Layers}");
        long[] expected = [shape.Heads, Length, shape.HeadDim];
        foreach (var (layer, (key, value)) in Layers.Index())
            foreach (var (name, tensor) in ((string, Tensor)[])[("key", key), ("value", value)])
                if (!tensor.shape.SequenceEqual(expected))
                    throw new ArgumentException($"the prefix's {name} of layer {layer} is {tensor}, expected [{string.Join(", ", expected)}]");
        return this;
    }
}
