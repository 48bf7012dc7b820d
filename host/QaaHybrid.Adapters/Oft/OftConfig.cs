using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;
using static System.FormattableString;

namespace QaaHybrid.Adapters.Oft;

/// <summary>The options of OFT.</summary>
/// <param name="Blocks">r, the number of blocks; 0 where <paramref name="BlockSize"/> is given.</param>
/// <param name="BlockSize">b, the width of a block; 0 where <paramref name="Blocks"/> is given. What does not divide a layer's width gives way to the nearest number that does, as in PEFT.</param>
/// <param name="CayleyNeumann">Whether Cayley's transform is a truncated series, cheaper on a GPU and orthogonal only for small Q, or exact.</param>
/// <param name="NeumannTerms">Terms of the series; PEFT's form has the powers 0 … terms − 1 (see <see cref="OftLinear"/>).</param>
/// <param name="Constrained">COFT: after each step Q is pulled back to ‖Q‖ ≤ ε/√r.</param>
/// <param name="Eps">ε.</param>
/// <param name="BlockShare">Whether all blocks are one.</param>
/// <param name="ModuleDropout">Share of the blocks that are the identity in a training step. PEFT keeps this option and does not apply it in its linear layers.</param>
public sealed record OftConfig(
    int Blocks, int BlockSize, bool CayleyNeumann, int NeumannTerms, bool Constrained, double Eps, bool BlockShare, double ModuleDropout) : IBudgetedMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["r"] = Blocks, ["oft_block_size"] = BlockSize, ["use_cayley_neumann"] = CayleyNeumann, ["num_cayley_neumann_terms"] = NeumannTerms, ["coft"] = Constrained, ["eps"] = Eps,
        ["block_share"] = BlockShare, ["module_dropout"] = ModuleDropout, ["bias"] = "none",
    };

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        var width = linear.in_features;
        return BlockSizeFor(width) > 1 ? Task.FromResult<AdapterLayer>(new OftLinear(linear, this))
            : throw new AdapterOptionException(Blocks > 0 ? "r" : "oft_block_size", $"oft: {name} takes {width} inputs, which leaves blocks of a single number; nothing can turn");
    }

    /// <summary>The width of a block on a layer of this input width.</summary>
    public long BlockSizeFor(long width) => Blocks > 0 ? width / Divisors.Nearest(width, Blocks) : Divisors.Nearest(width, BlockSize);

    /// <summary>The numbers stored for a layer of this input width.</summary>
    public long StoredFor(long width)
    {
        var size = BlockSizeFor(width);
        return Cayley.DegreesOfFreedom(size) * (BlockShare ? 1 : width / size);
    }

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        ArgumentNullException.ThrowIfNull(layers);
        long Total(OftConfig config) => layers.Sum(entry => config.StoredFor(entry.Layer.in_features));
        var widths = layers.Select(entry => entry.Layer.in_features).Distinct().ToList();
        var candidates = widths.SelectMany(Divisors.Of).Where(size => size > 1).Distinct().Select(size => this with { Blocks = 0, BlockSize = (int)size }).ToList();
        var best = candidates.Where(candidate => Total(candidate) is > 0 and var total && total <= budget).MaxBy(Total)
            ?? throw new AdapterOptionException("budget", $"oft: the smallest adapter of these {layers.Count} layers has {candidates.Min(Total):#,0} parameters, the budget is {budget:#,0}");
        return new BudgetFit(best, Invariant($"oft_block_size {best.BlockSize}: of the sizes that divide the widths, the one that uses most of the budget, {Total(best):#,0} of {budget:#,0}"));
    }
}
