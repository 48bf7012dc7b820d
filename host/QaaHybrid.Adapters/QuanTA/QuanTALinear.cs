using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.QuanTA;

/// <summary>
/// <c>h = W₀x + T(x) − T₀(x)</c>. T reads x as a tensor of d₁ × … × d_N, as the amplitudes of N qudits, and applies to each pair of axes in turn a matrix of
/// (d_i·d_j) × (d_i·d_j); T₀ is T as it was drawn, frozen. Vectors are padded with zeros to Π d_i and cut to the layer's outputs.
/// </summary>
public sealed class QuanTALinear : AdapterLayer
{
    private readonly long[] _sizes;
    private readonly List<Pair> _pairs = [];

    /// <summary>Wraps a linear layer; start values are drawn from libtorch's generator as it stands.</summary>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="sizes">d₁ … d_N, whose product is at least the larger width of the layer.</param>
    public QuanTALinear(Linear linear, IReadOnlyList<long> sizes) : base(nameof(QuanTALinear), linear)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        _sizes = [.. sizes];
        // The last axis with each one before it, then the last but one …: the authors' order, and their names count axes from the end.
        for (var first = sizes.Count - 1; first > 0; first--)
            for (var second = first - 1; second >= 0; second--)
            {
                var side = sizes[second] * sizes[first];
                var drawn = nn.init.kaiming_uniform_(empty([side, side], dtype: ParameterType(linear)), Math.Sqrt(5)).reshape(sizes[second], sizes[first], sizes[second], sizes[first]);
                var pair = new Pair(second, first, $"{first - sizes.Count} {second - sizes.Count}", nn.Parameter(drawn), drawn.detach().clone().DetachFromDisposeScope());
                _pairs.Add(pair);
                register_parameter($"quanta_weights {pair.Name}", pair.Trained);
            }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors =>
        _pairs.Select(pair => ($"quanta_weights.{pair.Name}", (Tensor)pair.Trained)).Concat(_pairs.Select(pair => ($"quanta_weights2.{pair.Name}", pair.Frozen)));

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => WithBase(x, Change);

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Change(eye(weight.shape[1], dtype: weight.dtype)).t();

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Change(eye(merged.shape[1], dtype: merged.dtype)).t();

    /// <summary>T(x) − T₀(x), [.., in] → [.., out]: both at once, as a batch of two.</summary>
    private Tensor Change(Tensor x)
    {
        var total = _sizes.Aggregate(1L, (product, size) => product * size);
        var rows = x.reshape(-1, x.shape[^1]);
        if (total > rows.shape[1])
            rows = nn.functional.pad(rows, [0, total - rows.shape[1]]);
        var count = rows.shape[0];
        // Axes stay in the order that the last pair left them in; each pair brings its own to the end.
        var order = Enumerable.Range(0, _sizes.Length).ToList();
        var state = rows.unsqueeze(0).expand(2, count, total);
        foreach (var pair in _pairs)
        {
            var next = order.Where(axis => axis != pair.First && axis != pair.Second).Append(pair.First).Append(pair.Second).ToList();
            var side = _sizes[pair.First] * _sizes[pair.Second];
            var weights = stack([pair.Trained, pair.Frozen]).reshape(2, side, side);
            state = Ordered(state, order, next, count).reshape(2, -1, side).bmm(weights.transpose(1, 2));
            order = next;
        }
        var both = Ordered(state, order, [.. Enumerable.Range(0, _sizes.Length)], count).reshape(2, count, total);
        var change = both.select(0, 0) - both.select(0, 1);
        return change.slice(1, 0, base_layer.out_features, 1).reshape([.. x.shape[..^1], base_layer.out_features]);
    }

    private Tensor Ordered(Tensor state, List<int> from, List<int> to, long count)
    {
        long[] shape = [2, count, .. from.Select(axis => _sizes[axis])];
        return state.reshape(shape).permute([0, 1, .. to.Select(axis => 2L + from.IndexOf(axis))]);
    }

    /// <summary>Two axes, First before Second, with their matrix as [out, out, in, in].</summary>
    private sealed record Pair(int First, int Second, string Name, Parameter Trained, Tensor Frozen);
}
