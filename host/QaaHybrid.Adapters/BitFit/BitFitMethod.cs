using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.BitFit;

/// <summary>BitFit (Ben Zaken et al., arXiv 2106.10199): the biases are trained, those of norms included, and nothing else.</summary>
public sealed class BitFitMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "bitfit";

    /// <inheritdoc/>
    public string Summary => "the biases of the model are trained, those of norms too; nothing is added";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options) => new BitFitConfig();
}

/// <summary>BitFit has no options.</summary>
public sealed record BitFitConfig : IModelMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>();

    /// <inheritdoc/>
    public ModelAdapter Attach(nn.Module model, Func<string, bool> leftOut, AdapterScope scope)
    {
        ArgumentNullException.ThrowIfNull(model);
        var biases = new TrainedParameters(model, (name, _) => IsBias(name) && !leftOut(name));
        return biases.Tensors.Any() ? biases
            : throw new AdapterOptionException("adapter", $"bitfit trains biases, and {model.GetName()} has none; choose another adapter");
    }

    private static bool IsBias(string name) => name == "bias" || name.EndsWith(".bias", StringComparison.Ordinal);
}
