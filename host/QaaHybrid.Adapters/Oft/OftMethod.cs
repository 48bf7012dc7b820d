using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Oft;

/// <summary>
/// Orthogonal fine-tuning (Qiu et al., arXiv 2306.07280) in its second form, which turns activations instead of weights (arXiv 2506.19847), with Hugging Face
/// PEFT's options.
/// </summary>
public sealed class OftMethod : IAdapterMethod
{
    private const int UsualBlockSize = 32;

    /// <inheritdoc/>
    public string Name => "oft";

    /// <inheritdoc/>
    public string Summary =>
        "turns the input of a layer by small rotations, block by block, so that lengths and angles are kept (oft_block_size or r blocks, use_cayley_neumann, num_cayley_neumann_terms, "
        + "coft, eps, block_share, module_dropout)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (blocks, size) = BlockOptions.Read("oft", options, "r", "oft_block_size", UsualBlockSize);
        BiasOption.RequireNone("oft", options);
        return new OftConfig(
            blocks, size, options.Bool("use_cayley_neumann", true), options.Int("num_cayley_neumann_terms", 5), options.Bool("coft", false), options.Double("eps", 6e-5, min: 0),
            options.Bool("block_share", false), options.Double("module_dropout", 0, min: 0, below: 1));
    }
}
