using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>
/// A way of fine-tuning: LoRA, QAA, … One file implements it, one line in <see cref="AdapterRegistry"/> makes it known; no method knows another.
/// </summary>
public interface IAdapterMethod
{
    /// <summary>The word a recipe uses, e.g. <c>lora</c>.</summary>
    string Name { get; }

    /// <summary>One line for <c>--help</c> and reports.</summary>
    string Summary { get; }

    /// <summary>Reads and checks the options, before any model is loaded.</summary>
    /// <exception cref="AdapterOptionException">An option is wrong or unknown.</exception>
    IAdapterConfig Configure(AdapterOptions options);
}

/// <summary>A method with its options fixed.</summary>
public interface IAdapterConfig
{
    /// <summary>The method's name.</summary>
    string Method { get; }

    /// <summary>Which linear layers get an adapter; see <see cref="Adapters.TargetModules"/>.</summary>
    IReadOnlyList<string> TargetModules { get; }

    /// <summary>
    /// Every option with its effective value, such that <see cref="IAdapterMethod.Configure"/> of it gives this configuration again. It is
    /// what <c>adapter_config.json</c> holds.
    /// </summary>
    IReadOnlyDictionary<string, object?> Options { get; }

    /// <summary>Puts an adapter around one linear layer. It starts as the identity change: same output as the layer alone.</summary>
    /// <param name="name">The layer's full name in the model.</param>
    /// <param name="linear">The frozen layer.</param>
    /// <param name="services">Circuits, threads and the seed.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="AdapterOptionException">The method does not fit this layer.</exception>
    /// <exception cref="CircuitImportException">The ansatz cannot become a circuit.</exception>
    Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterServices services, CancellationToken cancellationToken = default);
}

/// <summary>What adapters get from outside.</summary>
/// <param name="Circuits">Where Q# operations become circuits.</param>
/// <param name="Seed">Governs every random start value, together with the layer's name.</param>
/// <param name="Threads">Threads that share a batch in the circuit simulator.</param>
public sealed record AdapterServices(ICircuitSource Circuits, long Seed = 0, int Threads = 1)
{
    /// <summary>Seeds libtorch for the start values of one layer, so that they do not depend on what was initialised before.</summary>
    internal void SeedFor(string name)
    {
        // FNV-1a over the name, started from the seed: stable over processes, unlike string.GetHashCode.
        var hash = 14695981039346656037UL ^ (ulong)Seed;
        foreach (var letter in name)
            hash = (hash ^ letter) * 1099511628211UL;
        manual_seed((long)(hash & long.MaxValue));
    }
}
