using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>What adapters get from outside.</summary>
/// <param name="Circuits">Where Q# operations become circuits.</param>
/// <param name="Seed">Governs every random start value, together with the layer's name.</param>
/// <param name="Threads">Threads that share a batch in the circuit simulator.</param>
public sealed record AdapterServices(ICircuitSource Circuits, long Seed = 0, int Threads = 1);

/// <summary>One adapter while it is put into a model: what its layers share.</summary>
/// <param name="services">Circuits, seed, threads.</param>
/// <param name="targets">All layers that are wrapped, by their full names in the model.</param>
public sealed class AdapterScope(AdapterServices services, IReadOnlyList<(string Name, Linear Layer)> targets)
{
    private readonly Dictionary<string, object> _shared = [];
    private readonly List<(string Name, Tensor Tensor)> _tensors = [];

    /// <summary>Whether a file's configuration is read, whose tensors say what is adapted.</summary>
    public bool FromFile { get; init; }

    /// <summary>Where Q# operations become circuits.</summary>
    public ICircuitSource Circuits => services.Circuits;

    /// <summary>The seed of the start values.</summary>
    public long Seed => services.Seed;

    /// <summary>Threads that share a batch in the circuit simulator.</summary>
    public int Threads => services.Threads;

    /// <summary>All layers that are wrapped, by their full names in the model.</summary>
    public IReadOnlyList<(string Name, Linear Layer)> Targets => targets;

    /// <summary>Tensors of no single layer, by their full names in the file (<c>base_model.vera_A</c>).</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> SharedTensors => _tensors;

    /// <summary>Something that layers have in common: the first who asks makes it.</summary>
    public T Share<T>(string key, Func<T> make)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(make);
        if (!_shared.TryGetValue(key, out var value))
            _shared.Add(key, value = make());
        return (T)value;
    }

    /// <inheritdoc cref="Share"/>
    public async Task<T> ShareAsync<T>(string key, Func<Task<T>> make)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(make);
        if (_shared.TryGetValue(key, out var value))
            return (T)value;
        var made = await make().ConfigureAwait(true);
        _shared.Add(key, made);
        return made;
    }

    /// <summary>A tensor that layers have in common, saved once under its full name.</summary>
    public Tensor ShareTensor(string name, Func<Tensor> make) => Share(name, () =>
    {
        var tensor = make();
        _tensors.Add((name, tensor));
        return tensor;
    });

    /// <summary>Seeds libtorch for the start values of one layer, so that they do not depend on what was initialised before.</summary>
    public void SeedFor(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // FNV-1a over the name, started from the seed: stable over processes, unlike string.GetHashCode.
        var hash = 14695981039346656037UL ^ (ulong)Seed;
        foreach (var letter in name)
            hash = (hash ^ letter) * 1099511628211UL;
        manual_seed((long)(hash & long.MaxValue));
    }
}
