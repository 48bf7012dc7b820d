using QaaHybrid.Torch.Modules;
using static System.FormattableString;

namespace QaaHybrid.Adapters.Quic;

/// <summary>
/// Adaptive compression: which layout a budget buys. A block of b coordinates holds about b² numbers of C_1 alone, 2b of C_1 ⊕ C_2, (6b)^(2/3) of three orders, and so on, so the
/// orders set the magnitude and the number of blocks, adapters or a smaller base matrix the rest.
/// </summary>
public sealed partial record QuicConfig
{
    private const double Aim = 0.9;
    private const int MostAdapters = 16;

    /// <summary>Which options the recipe names; a budget leaves those alone.</summary>
    internal (bool Blocks, bool Orders, bool Adapters) Given { get; init; } = (true, true, true);

    /// <summary>How the recipe calls the number of blocks, for messages.</summary>
    internal string BlocksKey { get; init; } = "r";

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        ArgumentNullException.ThrowIfNull(layers);
        // Layers of one shape cost the same: one of each is asked.
        var shapes = layers.GroupBy(layer => (layer.Layer.in_features, layer.Layer.out_features)).Select(group => (group.First().Layer, group.LongCount())).ToList();
        (QuicConfig Config, long Total)? best = null;
        foreach (var candidate in Candidates(layers))
            if (candidate.Total(shapes) is { } total && total <= budget && !(best?.Total >= total))
            {
                best = (candidate, total);
                if (total >= Aim * budget)
                    return new BudgetFit(candidate, candidate.Explain(layers, total, budget, ""));
            }
        if (best is not { } found)
            throw new AdapterOptionException("budget",
                Invariant($"quic: {budget:N0} numbers for {layers.Count} layers are too few; the smallest layout of these options stores {Candidates(layers).Min(candidate => candidate.Total(shapes)):N0}"));
        var (mixed, mixedTotal) = found.Config.Mix(layers, budget);
        return mixedTotal > found.Total
            ? new BudgetFit(mixed, mixed.Explain(layers, mixedTotal, budget, Invariant($", {mixed.BlocksOf.Count} of the layers with more blocks or larger matrices than the others")))
            : new BudgetFit(found.Config, found.Config.Explain(layers, found.Total, budget, ", the nearest that fits"));
    }

    /// <summary>
    /// Layouts in the order in which they are wanted: as few adapters as possible, matrices as large as fit, few blocks (so that each mixes many features), low orders.
    /// </summary>
    private IEnumerable<QuicConfig> Candidates(IReadOnlyList<(string Name, Linear Layer)> layers)
    {
        var width = (int)layers.Max(layer => Math.Max(layer.Layer.weight.shape[0], layer.Layer.weight.shape[1]));
        IReadOnlyList<IReadOnlyList<int>> orders = Given.Orders ? [Orders] : [.. Enumerable.Range(1, System.Numerics.BitOperations.Log2((uint)width) + 1).Select(k => Enumerable.Range(1, k).ToList())];
        IReadOnlyList<int> blocks = Given.Blocks ? [Blocks] : [.. Enumerable.Range(1, Math.Max(1, width / 2))];
        IReadOnlyList<int> adapters = Given.Adapters ? [Adapters] : [.. Enumerable.Range(1, MostAdapters)];
        foreach (var m in adapters)
            foreach (var n in blocks)
                foreach (var set in orders)
                    yield return this with { Adapters = m, Blocks = n, Orders = set };
        if (BaseSize is not null)
            yield break;
        foreach (var n in blocks)
            foreach (var set in orders)
                for (var size = QuicLayout.BaseSize(width / n, set) - 1; size >= 2; size--)
                    yield return this with { Adapters = adapters[0], Blocks = n, Orders = set, BaseSize = size };
    }

    /// <summary>Fills up what a layout of all layers alike leaves of the budget: as many of the first layers as it pays for get the next greater one.</summary>
    private (QuicConfig Config, long Total) Mix(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        var counts = layers.Select(layer => StoredFor(layer.Layer)!.Value).ToList();
        var best = (Config: this, Total: counts.Sum());
        foreach (var greater in Candidates(layers).Where(candidate => candidate.Adapters == Adapters && candidate.Orders.SequenceEqual(Orders)))
        {
            var (blocksOf, sizeOf, total) = (new Dictionary<string, int>(), new Dictionary<string, int>(), counts.Sum());
            foreach (var ((name, layer), count) in layers.Zip(counts))
                if (greater.StoredFor(layer) is { } more && more > count && total + more - count <= budget)
                {
                    total += more - count;
                    blocksOf.Add(name, greater.Blocks);
                    if (greater.BaseSize is { } size)
                        sizeOf.Add(name, size);
                }
            // A layer without a size of its own would take this one's.
            if (total > best.Total && (BaseSize is null || greater.BaseSize is not null))
                best = (this with { BlocksOf = blocksOf, BaseSizeOf = sizeOf }, total);
            if (best.Total >= Aim * budget)
                break;
        }
        return best;
    }

    private long? Total(IReadOnlyList<(Linear Layer, long Times)> shapes)
    {
        var total = 0L;
        foreach (var (layer, times) in shapes)
        {
            if (StoredFor(layer) is not { } count)
                return null;
            total += times * count;
        }
        return total;
    }

    private string Explain(IReadOnlyList<(string Name, Linear Layer)> layers, long total, long budget, string also) => Invariant(
        $"orders {string.Join(", ", Orders)} in {Blocks} block{(Blocks == 1 ? "" : "s")}, {(BaseSize is { } n ? $"base matrices of {n} rows" : "base matrices as large as fit")}, {Adapters} adapter{(Adapters == 1 ? "" : "s")} a layer{also}: {total:N0} of {budget:N0} numbers ({(double)total / budget:P0}) in {layers.Count} layers. {Reason(total < Aim * budget)}");

    private string Reason(bool muchIsLeft)
    {
        List<string> names = [.. new[] { Given.Blocks ? "blocks" : "", Given.Orders ? "orders" : "", Given.Adapters ? "adapters" : "" }.Where(name => name.Length > 0)];
        var given = names.Count > 2 ? $"{names[0]}, {names[1]} and {names[2]}" : string.Join(" and ", names);
        return given.Length == 0 || !muchIsLeft ? Invariant($"Fewer blocks mix more features, so the fewest that use {Aim:P0} of the budget are taken, with the lowest orders.")
            : $"The recipe fixes {given}; without them more of the budget can be used.";
    }
}
