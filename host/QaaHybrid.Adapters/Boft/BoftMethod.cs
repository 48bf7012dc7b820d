using QaaHybrid.Adapters.Parts;

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
        var (blocks, size) = BlockOptions.Read("boft", options, "boft_block_num", "boft_block_size", UsualBlockSize);
        BiasOption.RequireNone("boft", options);
        return new BoftConfig(blocks, size, options.Int("boft_n_butterfly_factor|factors", 1), options.Double("boft_dropout", 0, min: 0, below: 1));
    }
}
