using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>
/// A frozen base model with adapters for it, one of which is in the model: what is trained, saved, loaded, merged and taken out again.
/// </summary>
public sealed partial class AdaptedModel : ITrainable
{
    /// <summary>What the first adapter is called where nothing else is said, as in PEFT.</summary>
    public const string DefaultName = "default";

    /// <summary>What Hugging Face PEFT puts before the names of modules.</summary>
    public const string Prefix = "base_model.model.";

    private readonly nn.Module _model;
    private readonly List<Installed> _installed = [];
    private Installed? _active;

    private AdaptedModel(nn.Module model) => _model = model;

    /// <summary>The names of the adapters, in the order in which they came.</summary>
    public IReadOnlyList<string> Names => [.. _installed.Select(entry => entry.Name)];

    /// <summary>The name of the one in the model; null while none is.</summary>
    public string? ActiveAdapter => _active?.Name;

    /// <summary>The active adapter's method and options.</summary>
    public AdapterConfig Config => Active.Config;

    /// <summary>The seed of its start values.</summary>
    public long Seed => Active.Seed;

    /// <summary>What was chosen for its budget and why; null where it has none.</summary>
    public string? BudgetReason => Active.BudgetReason;

    /// <summary>The adapted layers by the full name of the module they took the place of; empty for a method that adapts no single layers.</summary>
    public IReadOnlyList<(string Name, AdapterLayer Layer)> Layers => (_active?.Adapter as LayerAdapters)?.Layers ?? [];

    /// <summary>Names of the base model's own modules that are trained and saved as they are: a fresh head.</summary>
    public IReadOnlyList<string> ModulesToSave => Active.ModulesToSave;

    /// <summary>Stored and trained numbers of every adapted module, without those of <see cref="ModulesToSave"/>.</summary>
    public IReadOnlyList<ModuleCount> Modules => [.. Active.Adapter.Modules];

    /// <summary>Why the active adapter cannot be merged, or null where it can.</summary>
    public string? MergeObstacle => Active.Adapter.MergeObstacle;

    /// <inheritdoc/>
    public IEnumerable<(string name, Parameter p)> TrainableParameters =>
        Active.State.Where(entry => entry.Tensor is Parameter { requires_grad: true }).Select(entry => (entry.Name, (Parameter)entry.Tensor));

    /// <summary>Freezes the model and puts an adapter into it.</summary>
    /// <param name="model">The base model; unchanged when this throws.</param>
    /// <param name="config">The method, its options and its places.</param>
    /// <param name="services">Circuits, threads and the seed.</param>
    /// <param name="modulesToSave">Modules that are trained as they are, beside those of the configuration; a classifier's fresh head is one. Null: none.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="AdapterOptionException">A name hits nothing, or the method does not fit a layer.</exception>
    public static async Task<AdaptedModel> InjectAsync(
        nn.Module model, AdapterConfig config, AdapterServices services, IReadOnlyList<string>? modulesToSave, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var adapted = new AdaptedModel(model);
        await adapted.AddAsync(DefaultName, config, services, modulesToSave, cancellationToken).ConfigureAwait(true);
        adapted.Use(DefaultName);
        return adapted;
    }

    /// <inheritdoc cref="InjectAsync(nn.Module, AdapterConfig, AdapterServices, IReadOnlyList{string}, CancellationToken)"/>
    public static Task<AdaptedModel> InjectAsync(nn.Module model, AdapterConfig config, AdapterServices services, CancellationToken cancellationToken = default) =>
        InjectAsync(model, config, services, modulesToSave: null, cancellationToken);

    /// <summary>Injects the adapter that <see cref="Save"/>, or PEFT's <c>save_pretrained</c>, wrote into <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidDataException">A file of the folder is missing, damaged or does not fit the model.</exception>
    public static async Task<AdaptedModel> FromPretrainedAsync(
        nn.Module model, string folder, AdapterServices services, CancellationToken cancellationToken = default)
    {
        var adapted = new AdaptedModel(model);
        await adapted.LoadAsync(DefaultName, folder, services, cancellationToken).ConfigureAwait(true);
        adapted.Use(DefaultName);
        return adapted;
    }

    /// <summary>Prepares another adapter for the model, which computes as before until <see cref="Use"/> names it.</summary>
    /// <param name="name">Its name, unique here.</param>
    /// <param name="config">The method, its options and its places.</param>
    /// <param name="services">Circuits, threads and the seed.</param>
    /// <param name="modulesToSave">As for <see cref="InjectAsync(nn.Module, AdapterConfig, AdapterServices, IReadOnlyList{string}, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="AdapterOptionException">A name hits nothing, or the method does not fit a layer.</exception>
    /// <exception cref="ArgumentException">There is an adapter of this name.</exception>
    /// <exception cref="InvalidOperationException">An adapter is merged.</exception>
    public async Task AddAsync(
        string name, AdapterConfig config, AdapterServices services, IReadOnlyList<string>? modulesToSave = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(services);
        if (_installed.Exists(entry => entry.Name == name))
            throw new ArgumentException($"there is an adapter '{name}' already", nameof(name));
        RefuseMerged();
        // Names are matched in the bare model.
        var active = _active;
        Disable();
        try
        {
            _installed.Add(await Installed.PrepareAsync(_model, name, config, services, modulesToSave ?? [], cancellationToken).ConfigureAwait(true));
        }
        finally
        {
            if (active is not null)
                Use(active.Name);
        }
    }

    /// <summary>Puts the adapter of this name into the model, in the place of another one (PEFT's <c>set_adapter</c>).</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    /// <exception cref="InvalidOperationException">An adapter is merged.</exception>
    public void Use(string name)
    {
        var chosen = Find(name);
        RefuseMerged();
        if (_active is null)
            foreach (var parameter in _model.parameters())
                parameter.requires_grad_(false);
        else
            _active.Deactivate();
        chosen.Activate();
        _active = chosen;
    }

    /// <summary>Takes the active adapter out of the model, which computes as the base model until the next <see cref="Use"/>.</summary>
    /// <exception cref="InvalidOperationException">It is merged.</exception>
    public void Disable()
    {
        RefuseMerged();
        _active?.Deactivate();
        _active = null;
    }

    /// <summary>Forgets an adapter; an active one is taken out first.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public void Delete(string name)
    {
        var entry = Find(name);
        if (entry == _active)
            Disable();
        _installed.Remove(entry);
    }

    /// <summary>Takes the adapters out: the model is the base model again.</summary>
    public void Remove()
    {
        Disable();
        _installed.Clear();
    }

    /// <summary>Whether the active adapter's change stands in the base model's weights.</summary>
    public bool Merged { get; private set; }

    /// <summary>Writes the active adapter's change into the base model's weights: it then costs nothing to run.</summary>
    /// <exception cref="InvalidOperationException">The method's change is not one of weights; the message says why. Nothing is changed.</exception>
    public void Merge()
    {
        if (Merged)
            return;
        if (MergeObstacle is { } obstacle)
            throw new InvalidOperationException($"{Config.Method} cannot be merged: {obstacle}");
        Active.Adapter.Merge();
        Merged = true;
    }

    /// <summary>Takes the change out of the weights again; equal to the base model's up to rounding.</summary>
    public void Unmerge()
    {
        if (Merged)
            Active.Adapter.Unmerge();
        Merged = false;
    }

    /// <summary>Merges the active adapter and forgets all adapters: the model is a plain one with changed weights, ready for <see cref="PreTrainedModel.save_pretrained"/>.</summary>
    /// <exception cref="InvalidOperationException">The method's change is not one of weights; the message says why. Nothing is changed.</exception>
    public void MergeAndUnload()
    {
        Merge();
        Active.LeaveMerged();
        Merged = false;
        _active = null;
        _installed.Clear();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics() => Active.Adapter.SquaredNorms
        .GroupBy(norm => norm.Name, norm => norm.Square)
        .Select(norms => (Name: norms.Key, Value: Math.Sqrt(norms.Sum())))
        .Concat(Active.Adapter.Sums.GroupBy(sum => sum.Name, sum => sum.Value).Select(sums => (Name: sums.Key, Value: sums.Sum())))
        .ToDictionary(number => number.Name, number => number.Value);

    /// <inheritdoc/>
    public Tensor? Penalty() => Active.Adapter.Penalty();

    /// <inheritdoc/>
    public void AfterStep(double progress)
    {
        using var guard = no_grad();
        Active.Adapter.AfterStep(progress);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        using var guard = no_grad();
        Active.Adapter.Finish();
    }

    private Installed Active => _active ?? throw new InvalidOperationException("no adapter is in the model");

    private Installed Find(string name) => _installed.Find(entry => entry.Name == name)
        ?? throw new ArgumentException($"there is no adapter '{name}'; there are {string.Join(", ", Names)}", nameof(name));

    private void RefuseMerged()
    {
        if (Merged)
            throw new InvalidOperationException($"adapter '{ActiveAdapter}' is merged into the weights; unmerge it first");
    }
}
