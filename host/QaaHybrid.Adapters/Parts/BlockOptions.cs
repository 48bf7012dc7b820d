namespace QaaHybrid.Adapters.Parts;

/// <summary>Options that PEFT's block-diagonal methods have in common.</summary>
internal static class BlockOptions
{
    /// <summary>The number of blocks and their width: one is given, the other 0, for their product is the layer's width.</summary>
    /// <param name="method">The method's name, for messages.</param>
    /// <param name="options">Where they are read.</param>
    /// <param name="blocks">Key of the number.</param>
    /// <param name="size">Key of the width.</param>
    /// <param name="usual">The width where neither is given.</param>
    /// <exception cref="AdapterOptionException">Both are given, or both are 0.</exception>
    public static (int Blocks, int Size) Read(string method, AdapterOptions options, string blocks, string size, int usual)
    {
        var (number, width) = (options.OptionalInt(blocks, min: 0) ?? 0, options.OptionalInt($"{size}|block_size", min: 0));
        width ??= number > 0 ? 0 : usual;
        return number > 0 != width > 0 ? (number, width.Value)
            : throw new AdapterOptionException(size, $"{method}: {blocks} (blocks) is {number} and {size} is {width}; give one of them and leave the other 0, their product is the width");
    }
}
