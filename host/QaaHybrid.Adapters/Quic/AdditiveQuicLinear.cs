using QaaHybrid.Adapters.Parts;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Quic;

/// <summary>
/// The additive form, which the paper names as future work without defining it. Beside the frozen weight as LoRA's update is, and zero at the start:
/// <code>
/// y = x·Wᵀ + bias + s · x · blockdiag(D₁, …, D_N),    D_i = ⊕_k (C_k(A_i) − C_k(1))
/// </code>
/// A_i is the upper left part of an n × n matrix, rows for what goes in and columns for what comes out, as many of each as fit into a block of d_in/N and of d_out/N;
/// 1 is the same part of the identity. The compound of a part is a part of the compound, so the rectangular form follows from the square one. Coordinates that no
/// compound covers get no change. Several adapters add up.
/// </summary>
public sealed class AdditiveQuicLinear : QuicLayer
{
    private readonly int _rows;
    private readonly int _columns;

    /// <summary>Wraps a layer; random start values are drawn from libtorch's generator as it stands.</summary>
    /// <param name="name">The layer's full name in the model, for messages.</param>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="config">The options.</param>
    /// <param name="circuit">The layout whose angles are trained, on as many qubits as <see cref="QuicConfig.SizeFor(string, Linear)"/> says; null for Cayley's transform.</param>
    /// <param name="threads">Threads of the circuit simulator.</param>
    /// <exception cref="AdapterOptionException">The orders do not fit the layer.</exception>
    public AdditiveQuicLinear(string name, Linear linear, QuicConfig config, Circuit? circuit = null, int threads = 1)
        : base(nameof(AdditiveQuicLinear), linear, config, config.SizeFor(name, linear), circuit, threads)
    {
        (_rows, _columns) = (config.SizeFor(name, linear.weight.shape[1]), config.SizeFor(name, linear.weight.shape[0]));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    protected override Tensor Adapt(Tensor x) => IsLeftOut() ? base_layer.forward(x) : WithBase(x, Change);

    /// <inheritdoc/>
    protected override Tensor MergedWeight(Tensor weight) => (weight.to(float64) + Update).to(weight.dtype);

    /// <inheritdoc/>
    protected override Tensor UnmergedWeight(Tensor merged) => (merged.to(float64) - Update).to(merged.dtype);

    private Tensor Update => Change(eye(base_layer.weight.shape[1], dtype: float64)).t();

    private Tensor Change(Tensor x)
    {
        var (inputs, outputs) = (base_layer.weight.shape[1], base_layer.weight.shape[0]);
        var a = Matrices.Compute(x.dtype).narrow(-2, 0, _rows).narrow(-1, 0, _columns);
        var start = Minors(eye(_rows, _columns, dtype: x.dtype).unsqueeze(0));
        var layout = LayoutOf(start, inputs / Config.Blocks, outputs / Config.Blocks, passesOn: false);
        return Enumerable.Range(0, Config.Adapters)
            .Select(i => BlockProduct.Apply(x, layout, outputs, [.. Minors(a[i]).Zip(start, (now, before) => (now - before) * Config.Scaling)]))
            .Aggregate((sum, change) => sum + change);
    }
}
