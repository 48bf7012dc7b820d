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

    /// <summary>T(x) − T₀(x), [.., in] → [.., out]. Of what T computes on the way nothing is kept for backward: it is computed again there; T₀ has nothing to keep.</summary>
    private Tensor Change(Tensor x)
    {
        var total = _sizes.Aggregate(1L, (product, size) => product * size);
        var rows = x.reshape(-1, x.shape[^1]);
        if (total > rows.shape[1])
            rows = nn.functional.pad(rows, [0, total - rows.shape[1]]);
        var trained = utils.checkpoint(inputs => Through(inputs[0]!, pair => pair.Trained), [rows], _pairs.Select(pair => pair.Trained));
        return (trained - Through(rows, pair => pair.Frozen)).reshape([.. x.shape[..^1], base_layer.out_features]);
    }

    /// <summary>Pair after pair, [rows, Π d_i] → [rows, out].</summary>
    private Tensor Through(Tensor rows, Func<Pair, Tensor> matrix)
    {
        using var scope = NewDisposeScope();
        var (count, outputs) = (rows.shape[0], base_layer.out_features);
        // Axes stay in the order that the last pair left them in; each pair brings its own to the end.
        var (sizes, order) = ((long[])[.. _sizes], Enumerable.Range(0, _sizes.Length).ToList());
        Tensor? before = null;
        foreach (var pair in _pairs)
        {
            using var step = NewDisposeScope();
            var next = order.Where(axis => axis != pair.First && axis != pair.Second).Append(pair.First).Append(pair.Second).ToList();
            var side = _sizes[pair.First] * _sizes[pair.Second];
            var weight = matrix(pair).reshape(side, side);
            var state = Ordered(rows, sizes, order, next).reshape(-1, side);
            // The last pair has the first axis: what the layer does not give out is not computed.
            if (pair == _pairs[^1])
                (sizes[0], weight) = (Kept, weight.narrow(0, 0, Kept * _sizes[pair.Second]));
            (rows, order) = (step.MoveToOuter(state.matmul(weight.t())), next);
            before?.Dispose();
            before = rows;
        }
        rows = Ordered(rows, sizes, order, [.. Enumerable.Range(0, _sizes.Length)]).reshape(count, -1);
        return scope.MoveToOuter(rows.shape[1] == outputs ? rows : rows.narrow(1, 0, outputs));

        Tensor Ordered(Tensor state, long[] now, List<int> from, List<int> to) =>
            state.reshape([count, .. from.Select(axis => now[axis])]).permute([0, .. to.Select(axis => 1L + from.IndexOf(axis))]);
    }

    /// <summary>How many places of the first axis hold all outputs.</summary>
    private long Kept
    {
        get
        {
            var place = _sizes.Skip(1).Aggregate(1L, (product, size) => product * size);
            return (base_layer.out_features + place - 1) / place;
        }
    }

    /// <summary>Two axes, First before Second, with their matrix as [out, out, in, in].</summary>
    private sealed record Pair(int First, int Second, string Name, Parameter Trained, Tensor Frozen);
}
