using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;
using static System.FormattableString;

namespace QaaHybrid.Adapters.Boft;

/// <summary>The options of BOFT(m, b).</summary>
/// <param name="BlockNum">The number of blocks; 0 where <paramref name="BlockSize"/> is given.</param>
/// <param name="BlockSize">b, the width of a block; 0 where <paramref name="BlockNum"/> is given.</param>
/// <param name="Factors">m, the number of butterfly factors; one factor is OFT with a scale.</param>
/// <param name="Dropout">Share of the blocks of one factor, drawn in every training step, that are the identity.</param>
public sealed record BoftConfig(int BlockNum, int BlockSize, int Factors, double Dropout) : IBudgetedMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["boft_block_size"] = BlockSize, ["boft_block_num"] = BlockNum, ["boft_n_butterfly_factor"] = Factors, ["boft_dropout"] = Dropout, ["bias"] = "none",
    };

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        return WhyNot(linear.in_features) is { } reason ? throw new AdapterOptionException(BlockSize > 0 ? "boft_block_size" : "boft_block_num", $"boft: {name}: {reason}")
            : Task.FromResult<AdapterLayer>(new BoftLinear(linear, this));
    }

    /// <summary>The width of a block on a layer of this input width.</summary>
    public long BlockSizeFor(long width) => BlockSize > 0 ? BlockSize : width / BlockNum;

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        ArgumentNullException.ThrowIfNull(layers);
        long Total(BoftConfig config) => layers.Sum(entry => config.Factors * entry.Layer.in_features * config.BlockSize + entry.Layer.out_features);
        var sizes = layers.SelectMany(entry => Divisors.Of(entry.Layer.in_features)).Distinct().Where(size => size > 1);
        var fitting = sizes.Select(size => this with { BlockNum = 0, BlockSize = (int)size }).Where(config => layers.All(entry => config.WhyNot(entry.Layer.in_features) is null)).ToList();
        var best = fitting.Where(config => Total(config) <= budget).MaxBy(Total) ?? throw new AdapterOptionException("budget", fitting.Count == 0
            ? $"boft: no block size suits the widths of all {layers.Count} layers with {Factors} factors"
            : $"boft: the smallest adapter of these {layers.Count} layers with {Factors} factors has {fitting.Min(Total):#,0} parameters, the budget is {budget:#,0}");
        return new BudgetFit(
            best, Invariant($"boft_block_size {best.BlockSize}: of the sizes that suit all widths with {Factors} factors, the one that uses most of the budget, {Total(best):#,0} of {budget:#,0}"));
    }

    private string? WhyNot(long width)
    {
        var groups = 1L << (Factors - 1);
        var size = BlockSizeFor(width);
        if (BlockNum > 0 && width % BlockNum != 0)
            return $"boft_block_num {BlockNum} does not divide its {width} inputs";
        if (size < 2 || width % (size * groups) != 0 || Factors > 30)
            return $"blocks of {size} in {Factors} factors need a width that is a multiple of {size * groups}, and more than one number a block; it has {width} inputs";
        return Factors > 1 && size % 2 != 0 ? $"a butterfly exchanges half blocks, and a block of {size} has none" : null;
    }
}
