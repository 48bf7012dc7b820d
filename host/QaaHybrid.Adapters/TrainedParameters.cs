using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>
/// Parameters of the base model that are trained as they are: the fresh classifier on a pretrained encoder (PEFT's <c>modules_to_save</c>), biases alone, or all of them.
/// They are trained in single precision at least; the base model's own values come back when they are deactivated.
/// </summary>
public sealed class TrainedParameters : ModelAdapter
{
    private readonly List<Entry> _entries;

    /// <summary>Copies the parameters; the model is unchanged until <see cref="Activate"/>.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="choose">Whether a parameter of a full name is trained.</param>
    public TrainedParameters(nn.Module model, Func<string, Parameter, bool> choose)
    {
        ArgumentNullException.ThrowIfNull(model);
        _entries = [.. model.named_parameters().Where(entry => choose(entry.name, entry.parameter)).Select(entry => new Entry(entry.name, entry.parameter))];
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> Tensors => _entries.Select(entry => (AdaptedModel.Prefix + entry.Name, entry.Own));

    /// <inheritdoc/>
    public override IEnumerable<ModuleCount> Modules => _entries.GroupBy(entry => entry.Name[..Math.Max(0, entry.Name.LastIndexOf('.'))], entry => entry.Parameter.numel())
        .Select(module => (Name: module.Key, Numbers: module.Sum())).Select(module => new ModuleCount(module.Name, module.Numbers, module.Numbers, module.Numbers));

    /// <inheritdoc/>
    public override string? MergeObstacle => null;

    /// <inheritdoc/>
    public override void Activate() => _entries.ForEach(entry => entry.Show(own: true));

    /// <inheritdoc/>
    public override void Deactivate() => _entries.ForEach(entry => entry.Show(own: false));

    /// <inheritdoc/>
    public override void Merge() { }

    /// <inheritdoc/>
    public override void Unmerge() { }

    /// <inheritdoc/>
    public override void LeaveMerged() => _entries.ForEach(entry => entry.Parameter.requires_grad_(false));

    /// <summary>A parameter with two values: the base model's and its own. It keeps its identity, because layers and the optimiser hold it.</summary>
    private sealed class Entry
    {
        private readonly Tensor _base;
        private Tensor _own;
        private bool _shown;

        public Entry(string name, Parameter parameter)
        {
            (Name, Parameter, _base) = (name, parameter, parameter.detach().DetachFromDisposeScope());
            // The values are copied when they are first needed: a model without weights is only counted.
            _own = _base;
        }

        public string Name { get; }

        public Parameter Parameter { get; }

        public Tensor Own => _shown ? Parameter : _own;

        public void Show(bool own)
        {
            if (own == _shown)
                return;
            using var guard = no_grad();
            if (!own)
                _own = Parameter.detach().DetachFromDisposeScope();
            else if (ReferenceEquals(_own, _base))
                _own = _base.to(_base.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32, copy: true).DetachFromDisposeScope();
            Parameter.grad = null;
            Parameter.set_data(own ? _own : _base);
            Parameter.requires_grad_(own);
            _shown = own;
        }
    }
}
