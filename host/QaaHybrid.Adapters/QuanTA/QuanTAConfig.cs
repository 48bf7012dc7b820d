using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.QuanTA;

/// <summary>QuanTA with its options.</summary>
/// <param name="Features">Sizes of the axes; null chooses them for each layer.</param>
/// <param name="Axes">How many axes.</param>
public sealed record QuanTAConfig(IReadOnlyList<int>? Features, int Axes) : ILayerMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?> { ["d"] = Axes, ["per_dim_features"] = Features };

    /// <summary>The sizes of the axes of a layer, descending: their product is at least the layer's larger width, equal to it where that has suitable divisors.</summary>
    /// <param name="name">The layer's name, for messages.</param>
    /// <param name="linear">The layer.</param>
    /// <exception cref="AdapterOptionException">The chosen sizes are too small for the layer.</exception>
    public IReadOnlyList<long> SizesFor(string name, Linear linear)
    {
        ArgumentNullException.ThrowIfNull(linear);
        var width = Math.Max(linear.in_features, linear.out_features);
        if (Features is not null)
        {
            var product = Features.Aggregate(1L, (total, size) => total * size);
            return product >= width ? [.. Features.Select(size => (long)size)] : throw new AdapterOptionException("per_dim_features",
                $"quanta: per_dim_features {string.Join("·", Features)} make {product} features, {name} maps {linear.in_features} to {linear.out_features} and needs {width}");
        }
        var (sizes, rest) = (new List<long>(), width);
        for (var left = Axes; left > 1; left--)
        {
            sizes.Add(Divisors.Nearest(rest, (long)Math.Round(Math.Pow(rest, 1.0 / left))));
            rest /= sizes[^1];
        }
        sizes.Add(rest);
        // A width without suitable divisors is padded with zeros, as in the authors' code.
        var root = (long)Math.Ceiling(Math.Pow(width, 1.0 / Axes) - 1e-9);
        return sizes.Max() <= 2 * root && sizes.Min() > 1 ? [.. sizes.OrderDescending()] : [.. Enumerable.Repeat(root, Axes)];
    }

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var sizes = SizesFor(name, linear);
        scope.SeedFor(name);
        return Task.FromResult<AdapterLayer>(new QuanTALinear(linear, sizes));
    }
}
