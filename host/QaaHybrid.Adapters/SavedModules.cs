using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>
/// Modules of the base model that are trained as they are, beside the adapter, and saved with it: the fresh classifier on a pretrained encoder (PEFT's
/// <c>modules_to_save</c>). They are trained in single precision at least; the base model's own weights come back when the adapter is taken out.
/// </summary>
internal sealed class SavedModules
{
    private readonly List<(string Name, Parameter Parameter, Tensor Base)> _parameters = [];
    private readonly List<string> _modules;

    /// <summary>Finds the modules; nothing is changed yet.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="names">Names as <see cref="TargetModules"/> matches them.</param>
    /// <exception cref="AdapterOptionException">A name hits nothing.</exception>
    public SavedModules(nn.Module model, IReadOnlyList<string> names)
    {
        Names = names;
        _modules = names.Count == 0 ? [] : [.. TargetModules.Match(names, [.. model.named_modules().Select(entry => entry.name).Where(name => name.Length > 0)], "modules_to_save")];
        foreach (var (name, parameter) in model.named_parameters().Where(entry => Holds(entry.name)))
            _parameters.Add((name, parameter, parameter.detach().DetachFromDisposeScope()));
    }

    /// <summary>As they were asked for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The trained parameters, by their full names in the model.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors => _parameters.Select(entry => (entry.Name, (Tensor)entry.Parameter));

    /// <summary>Whether a module or parameter is one of these, or within one.</summary>
    public bool Holds(string name) => _modules.Exists(module => name == module || name.StartsWith(module + ".", StringComparison.Ordinal));

    /// <summary>Gives the parameters values of their own, to be trained.</summary>
    public void Train()
    {
        using var guard = no_grad();
        foreach (var (_, parameter, own) in _parameters)
        {
            using var copy = own.to(own.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32, copy: true);
            parameter.set_data(copy);
            parameter.requires_grad_(true);
        }
    }

    /// <summary>Gives them the base model's values again.</summary>
    public void Restore()
    {
        using var guard = no_grad();
        foreach (var (_, parameter, own) in _parameters)
        {
            parameter.requires_grad_(false);
            parameter.grad = null;
            parameter.set_data(own);
            own.Dispose();
        }
        _parameters.Clear();
    }
}
