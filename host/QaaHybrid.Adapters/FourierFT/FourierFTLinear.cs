using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.FourierFT;

/// <summary>
/// <c>h = (W₀ + ΔW)·x + b</c>, ΔW = α·Re(IDFT2(S)), S zero but for n trained coefficients at random places. Few coefficients are applied to activations through their cosines
/// and sines; of many, ΔW is made by fast transforms and added to the weight.
/// </summary>
public sealed class FourierFTLinear : AdapterLayer
{
    private readonly double _scaling;
    private readonly FourierPlaces _places;
    private readonly (Tensor Columns, Tensor Rows)? _tables;
    private readonly Parameter fourierft_spectrum;

    /// <summary>Wraps a linear layer; start values are drawn from libtorch's generator as it stands.</summary>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="config">The options.</param>
    /// <param name="places">Where the coefficients stand.</param>
    public FourierFTLinear(Linear linear, FourierFTConfig config, FourierPlaces places) : base(nameof(FourierFTLinear), linear)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(places);
        (_scaling, _places) = (config.Scaling, places);
        var (count, type) = (places.Places.Count, ParameterType(linear));
        fourierft_spectrum = nn.Parameter(config.InitWeights ? zeros([count], dtype: type) : randn([count], dtype: type));
        // A vector through the tables and back costs 4·count·(in + out) products; the gradient of ΔW costs in·out.
        if (4L * count * (linear.in_features + linear.out_features) < linear.weight.numel())
        {
            var (columns, rows) = places.Tables(type);
            _tables = (columns.DetachFromDisposeScope(), rows.DetachFromDisposeScope());
        }
        RegisterComponents();
    }

    /// <summary>Whether ΔW is applied without being made.</summary>
    public bool IsSparse => _tables is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => [("fourierft_spectrum", fourierft_spectrum)];

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x)
    {
        if (_tables is { } tables)
            return WithBase(x, input =>
            {
                var coefficients = fourierft_spectrum * (_scaling / base_layer.weight.numel());
                return nn.functional.linear(nn.functional.linear(input, tables.Columns) * coefficients.repeat(2), tables.Rows);
            });
        var (weight, type) = (base_layer.weight, fourierft_spectrum.dtype);
        return nn.functional.linear(x.to(type), weight.to(type) + Update, base_layer.bias?.to(type)).to(x.dtype);
    }

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => weight + Update;

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => merged - Update;

    private Tensor Update => _places.Matrix(fourierft_spectrum, _scaling);
}
