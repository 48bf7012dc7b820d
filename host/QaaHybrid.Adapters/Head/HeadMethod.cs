using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Head;

/// <summary>
/// Linear probing: the model stays as it is, and only the modules that are saved whole are trained, a classifier's fresh head. What an adapter adds is what it is better than this.
/// </summary>
public sealed class HeadMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "head";

    /// <inheritdoc/>
    public string Summary => "the fresh head alone is trained (linear probing), or what modules_to_save names; the model stays as it is";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options) => new HeadConfig();
}

/// <summary>Linear probing has no options of its own.</summary>
public sealed record HeadConfig : IModelMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>();

    /// <inheritdoc/>
    public ModelAdapter Attach(nn.Module model, Func<string, bool> leftOut, AdapterScope scope)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.named_parameters().Any(entry => leftOut(entry.name)) ? new TrainedParameters(model, (_, _) => false)
            : throw new AdapterOptionException("adapter", $"head trains a fresh head, and this {model.GetName()} has none; name the modules to train with modules_to_save, or choose another adapter");
    }
}
