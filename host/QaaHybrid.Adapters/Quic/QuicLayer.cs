using System.Globalization;
using QaaHybrid.Adapters.Parts;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Quic;

/// <summary>What both forms of QuIC have in common: the trained matrices and what their orders make of them.</summary>
public abstract class QuicLayer : AdapterLayer
{
    private readonly BlockMatrices matrices;

    /// <summary>Wraps a layer.</summary>
    /// <param name="name">Class name, for <c>named_modules</c>.</param>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="config">The options.</param>
    /// <param name="n">Rows of A.</param>
    /// <param name="circuit">The layout whose angles are trained, on n qubits; null where the matrices are not parametrized by a circuit.</param>
    /// <param name="threads">Threads of the circuit simulator.</param>
    protected QuicLayer(string name, Linear linear, QuicConfig config, int n, Circuit? circuit, int threads) : base(name, linear)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        var (blocks, type) = (config.BlockShare ? 1 : config.Blocks, ParameterType(linear));
        matrices = circuit is null
            ? new SquareBlockMatrices(config.Adapters, blocks, n, config.Orthogonal, type)
            : new CircuitBlockMatrices(circuit, config.Adapters, blocks, type, threads);
        matrices.Reset(config.Start);
    }

    /// <summary>The options.</summary>
    public QuicConfig Config { get; }

    /// <summary>Where A comes from.</summary>
    public BlockMatrices Matrices => matrices;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> AdapterTensors => matrices.Tensors;

    /// <summary>The qubits of the circuit whose angles are stored.</summary>
    public override IEnumerable<(string Key, string Value)> Metadata => matrices is CircuitBlockMatrices { Circuit.Qubits: var qubits }
        ? [("qubits", qubits.ToString(CultureInfo.InvariantCulture))]
        : [];

    /// <inheritdoc/>
    public override long DegreesOfFreedom => matrices.DegreesOfFreedom;

    /// <summary>A as trained, in double precision and without gradients, [adapters, blocks or 1 where they share, n, n]: what a circuit is made of.</summary>
    public Tensor BaseMatrices()
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(matrices.Compute(float64).contiguous().clone());
    }

    /// <summary>Whether this pass goes without the adapter.</summary>
    protected bool IsLeftOut() => training && Config.ModuleDropout > 0 && rand([1]).ToSingle() <= Config.ModuleDropout;

    /// <summary>What the orders make of the matrices of one adapter.</summary>
    /// <param name="a">[blocks or 1, m, n].</param>
    /// <returns>One matrix for each order that the size admits.</returns>
    protected IReadOnlyList<Tensor> Minors(Tensor a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var most = Math.Min(a.shape[^1], a.shape[^2]);
        return QuicMinors.Of(a, [.. Config.Orders.Where(order => order <= most)], Config.Kind, Config.LibtorchGradient);
    }

    /// <summary>The layout of these minors within blocks.</summary>
    protected BlockLayout LayoutOf(IReadOnlyList<Tensor> minors, long height, long width, bool passesOn) =>
        QuicLayout.Layout(Config.Blocks, height, width, minors.Select(minor => (minor.shape[^2], minor.shape[^1])), passesOn);
}
