using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>A frozen linear layer with something trainable around it. Its parameters other than the layer's are the adapter.</summary>
public abstract class AdapterLayer : nn.Module<Tensor, Tensor>
{
    /// <summary>The frozen layer.</summary>
    public readonly Linear base_layer;

    /// <summary>Wraps <paramref name="linear"/>.</summary>
    protected AdapterLayer(string name, Linear linear) : base(name) => base_layer = linear;

    /// <summary>Element type of an adapter's own parameters: the layer's, but single precision where the layer is kept in half precision.</summary>
    protected static ScalarType ParameterType(Linear linear) => AtLeastSingle(linear.weight.dtype);

    /// <summary>
    /// W₀x + Δ(x). The adapter computes in single precision at least, whatever the type of x; the result has the type of x.
    /// </summary>
    protected Tensor WithBase(Tensor x, Func<Tensor, Tensor> delta)
    {
        var type = AtLeastSingle(x.dtype);
        return type == x.dtype ? base_layer.forward(x) + delta(x) : base_layer.forward(x) + delta(x.to(type)).to(x.dtype);
    }

    /// <summary>
    /// The adapter's tensors by their names inside this layer: what is saved. Those that require gradients are what the optimiser holds.
    /// </summary>
    public abstract IEnumerable<(string Name, Tensor Tensor)> AdapterTensors { get; }

    /// <summary>What a reader of the saved tensors wants to know beside them, by names inside this layer.</summary>
    public virtual IEnumerable<(string Key, string Value)> Metadata => [];

    /// <summary>Called after <see cref="AdapterTensors"/> were overwritten from a file.</summary>
    public virtual void OnLoaded() { }

    /// <summary>Squares of norms worth a column in the log, summed over layers and square-rooted by the caller; empty by default.</summary>
    public virtual IEnumerable<(string Name, double Square)> SquaredNorms => [];

    private static ScalarType AtLeastSingle(ScalarType type) => type is ScalarType.BFloat16 or ScalarType.Float16 ? ScalarType.Float32 : type;
}
