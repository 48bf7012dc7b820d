using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Full;

/// <summary>Full fine-tuning: every parameter of the model is trained. What all other methods are measured against.</summary>
public sealed class FullMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "full";

    /// <inheritdoc/>
    public string Summary => "every weight of the model is trained; nothing is added";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options) => new FullConfig();
}

/// <summary>Full fine-tuning has no options.</summary>
public sealed record FullConfig : IModelMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>();

    /// <inheritdoc/>
    public ModelAdapter Attach(nn.Module model, Func<string, bool> leftOut, AdapterScope scope) => new TrainedParameters(model, (name, _) => !leftOut(name));
}
