namespace QaaHybrid.Adapters.Boft;

/// <summary>Orthogonal butterfly fine-tuning (Liu et al., arXiv 2311.06243), with Hugging Face PEFT's options.</summary>
public sealed class BoftMethod : IAdapterMethod
{
    private const int UsualBlockSize = 4;

    /// <inheritdoc/>
    public string Name => "boft";

    /// <inheritdoc/>
    public string Summary =>
        "turns the input of a layer by a few rounds of small rotations that mix ever farther neighbours, and scales its outputs "
        + "(boft_block_size or boft_block_num, boft_n_butterfly_factor, boft_dropout)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (blocks, size) = (options.OptionalInt("boft_block_num", min: 0) ?? 0, options.OptionalInt("boft_block_size|block_size", min: 0));
        size ??= blocks > 0 ? 0 : UsualBlockSize;
        if (blocks > 0 == size > 0)
            throw new AdapterOptionException(
                "boft_block_size", $"boft: boft_block_num is {blocks} and boft_block_size is {size}; give one of them and leave the other 0, their product is the width");
        _ = options.Choice("bias", "none", new Dictionary<string, string> { ["none"] = "none" });
        return new BoftConfig(blocks, size.Value, options.Int("boft_n_butterfly_factor|factors", 1), options.Double("boft_dropout", 0, min: 0, below: 1));
    }
}
