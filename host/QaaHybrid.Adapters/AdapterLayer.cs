using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>A frozen linear layer with something trainable around it. Its parameters other than the layer's are the adapter.</summary>
public abstract class AdapterLayer : nn.Module<Tensor, Tensor>
{
    /// <summary>The frozen layer.</summary>
    public readonly Linear base_layer;

    /// <summary>Wraps <paramref name="linear"/>.</summary>
    protected AdapterLayer(string name, Linear linear) : base(name) => base_layer = linear;

    /// <summary>
    /// The adapter's tensors by their names inside this layer: what is saved. Those that require gradients are what the optimiser holds.
    /// </summary>
    public abstract IEnumerable<(string Name, Tensor Tensor)> AdapterTensors { get; }

    /// <summary>What a reader of the saved tensors wants to know beside them, by names inside this layer.</summary>
    public virtual IEnumerable<(string Key, string Value)> Metadata => [];

    /// <summary>Independent directions among the trained numbers; all of them unless the method knows better.</summary>
    public virtual long DegreesOfFreedom => AdapterTensors.Where(entry => entry.Tensor.requires_grad).Sum(entry => entry.Tensor.numel());

    /// <summary>Called after <see cref="AdapterTensors"/> were overwritten from a file.</summary>
    public virtual void OnLoaded() { }

    /// <summary>What the method adds to the loss for this layer, or null.</summary>
    public virtual Tensor? Penalty() => null;

    /// <summary>Called after each step of the optimiser, without gradients.</summary>
    /// <param name="progress">Share of the training that is done, (0, 1].</param>
    public virtual void AfterStep(double progress) { }

    /// <summary>Called when training is over, before the adapter is measured and saved: here ranks may go, and <see cref="AdapterTensors"/> shrink.</summary>
    public virtual void Finish() { }

    /// <summary>Squares of norms worth a column in the log, summed over layers and square-rooted by the caller; empty by default.</summary>
    public virtual IEnumerable<(string Name, double Square)> SquaredNorms => [];

    /// <summary>Numbers worth a column in the log that add up over layers: ranks that are left.</summary>
    public virtual IEnumerable<(string Name, double Value)> Sums => [];

    /// <summary>Why the change cannot be written into the weight, or null where it can.</summary>
    public abstract string? MergeObstacle { get; }

    /// <summary>Whether the weight of <see cref="base_layer"/> holds the change: then the layer alone computes.</summary>
    public bool Merged { get; private set; }

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor x) => Merged ? base_layer.forward(x) : Adapt(x);

    /// <summary>Writes the change into the weight.</summary>
    /// <exception cref="InvalidOperationException">It cannot be; see <see cref="MergeObstacle"/>.</exception>
    public void Merge()
    {
        if (MergeObstacle is { } obstacle)
            throw new InvalidOperationException($"{GetName()} cannot be merged: {obstacle}");
        if (!Merged)
            Overwrite(MergedWeight);
        Merged = true;
    }

    /// <summary>Takes the change out of the weight again.</summary>
    public void Unmerge()
    {
        if (Merged)
            Overwrite(UnmergedWeight);
        Merged = false;
    }

    /// <summary>The layer with the change, [.., in] → [.., out].</summary>
    protected abstract Tensor Adapt(Tensor x);

    /// <summary>The weight with the change, [out, in], from the weight without; both in single precision at least.</summary>
    protected virtual Tensor MergedWeight(Tensor weight) => throw new NotSupportedException();

    /// <summary>The weight without the change from the weight with it.</summary>
    protected virtual Tensor UnmergedWeight(Tensor merged) => throw new NotSupportedException();

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

    /// <summary>f(x) computed in single precision at least, in the type of x again: for adapters that turn what goes into the layer or comes out of it.</summary>
    protected static Tensor InFullPrecision(Tensor x, Func<Tensor, Tensor> f)
    {
        var type = AtLeastSingle(x.dtype);
        return type == x.dtype ? f(x) : f(x.to(type)).to(x.dtype);
    }

    private void Overwrite(Func<Tensor, Tensor> change)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var weight = base_layer.weight;
        // New memory: the old may lie in a mapped file.
        weight.set_data(change(weight.to(AtLeastSingle(weight.dtype))).to(weight.dtype));
    }

    private static ScalarType AtLeastSingle(ScalarType type) => type is ScalarType.BFloat16 or ScalarType.Float16 ? ScalarType.Float32 : type;
}
