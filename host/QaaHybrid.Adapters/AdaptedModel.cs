using System.Text.Json;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>
/// A frozen base model with one adapter in it: what is trained, saved, loaded and taken out again.
/// </summary>
public sealed class AdaptedModel : ITrainable
{
    /// <summary>Method, seed and options of a saved adapter.</summary>
    public const string ConfigFile = "adapter_config.json";

    /// <summary>Tensors of a saved adapter.</summary>
    public const string TensorFile = "adapter_model.safetensors";

    /// <summary>What Hugging Face PEFT puts before the names of modules.</summary>
    public const string Prefix = "base_model.model.";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly nn.Module _model;
    private readonly List<(string Name, AdapterLayer Layer)> _layers;

    private readonly SavedModules _saved;

    private AdaptedModel(nn.Module model, IAdapterConfig config, long seed, List<(string, AdapterLayer)> layers, SavedModules saved)
    {
        _saved = saved;
        _model = model;
        Config = config;
        Seed = seed;
        _layers = layers;
    }

    /// <summary>The method and its options.</summary>
    public IAdapterConfig Config { get; }

    /// <summary>The seed of the start values.</summary>
    public long Seed { get; }

    /// <summary>The adapted layers by the full name of the module they took the place of.</summary>
    public IReadOnlyList<(string Name, AdapterLayer Layer)> Layers => _layers;

    /// <summary>Names of the base model's own modules that are trained and saved as they are: a fresh head.</summary>
    public IReadOnlyList<string> ModulesToSave => _saved.Names;

    /// <inheritdoc/>
    public IEnumerable<(string name, Parameter p)> TrainableParameters =>
        Tensors.Where(entry => entry.Tensor is Parameter { requires_grad: true }).Select(entry => (entry.Name, (Parameter)entry.Tensor));

    /// <summary>Freezes the model and puts an adapter around every linear layer that the configuration targets.</summary>
    /// <param name="model">The base model; unchanged when this throws.</param>
    /// <param name="config">The method and its options.</param>
    /// <param name="services">Circuits, threads and the seed.</param>
    /// <param name="modulesToSave">Modules that are trained as they are, without adapter, and saved with it, by names as for targets; a classifier's
    /// fresh head is one. Null: none.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="AdapterOptionException">A name hits nothing, or the method does not fit a layer.</exception>
    public static async Task<AdaptedModel> InjectAsync(
        nn.Module model, IAdapterConfig config, AdapterServices services, IReadOnlyList<string>? modulesToSave, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(services);
        var saved = new SavedModules(model, modulesToSave ?? []);
        var linears = model.named_modules().Where(entry => entry.module is Linear && !saved.Holds(entry.name)).ToDictionary(entry => entry.name, entry => (Linear)entry.module);
        var layers = new List<(string, AdapterLayer)>();
        foreach (var name in TargetModules.Match(config.TargetModules, [.. linears.Keys]))
            layers.Add((name, await config.WrapAsync(name, linears[name], services, cancellationToken).ConfigureAwait(true)));
        foreach (var parameter in model.parameters())
            parameter.requires_grad_(false);
        foreach (var (name, layer) in layers)
            model.set_submodule(name, layer);
        saved.Train();
        return new AdaptedModel(model, config, services.Seed, layers, saved);
    }

    /// <inheritdoc cref="InjectAsync(nn.Module, IAdapterConfig, AdapterServices, IReadOnlyList{string}, CancellationToken)"/>
    public static Task<AdaptedModel> InjectAsync(nn.Module model, IAdapterConfig config, AdapterServices services, CancellationToken cancellationToken = default) =>
        InjectAsync(model, config, services, modulesToSave: null, cancellationToken);

    /// <summary>Injects the adapter that <see cref="Save"/> wrote into <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidDataException">A file of the folder is missing, damaged or does not fit the model.</exception>
    public static async Task<AdaptedModel> FromPretrainedAsync(
        nn.Module model, string folder, AdapterServices services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        var (config, seed, modulesToSave) = ReadConfig(folder);
        var adapted = await InjectAsync(model, config, services with { Seed = seed }, modulesToSave, cancellationToken).ConfigureAwait(true);
        adapted.Load(folder);
        return adapted;
    }

    /// <summary>Reads the method, its options, the seed and the names of modules saved with it from a saved adapter, without weights.</summary>
    /// <exception cref="InvalidDataException">The file is missing or is no adapter of ours.</exception>
    public static (IAdapterConfig Config, long Seed, IReadOnlyList<string> ModulesToSave) ReadConfig(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder} holds no adapter: {ConfigFile} is missing");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement;
            var options = root.GetProperty("options").EnumerateObject().ToDictionary(option => option.Name, option => Value(option.Value));
            var saved = root.TryGetProperty("modules_to_save", out var list) && list.ValueKind != JsonValueKind.Null
                ? list.EnumerateArray().Select(name => name.GetString() ?? "").ToList()
                : [];
            return (AdapterRegistry.Configure(root.GetProperty("adapter").GetString() ?? "", options), root.GetProperty("seed").GetInt64(), saved);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is no adapter configuration: {error.Message}", error);
        }
        catch (AdapterOptionException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics() => _layers
        .SelectMany(entry => entry.Layer.SquaredNorms)
        .GroupBy(norm => norm.Name, norm => norm.Square)
        .ToDictionary(norms => norms.Key, norms => Math.Sqrt(norms.Sum()));

    /// <summary>Takes the adapter out: the model is the base model again.</summary>
    public void Remove()
    {
        foreach (var (name, layer) in _layers)
            _model.set_submodule(name, layer.base_layer);
        _layers.Clear();
        _saved.Restore();
    }

    /// <inheritdoc/>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        SafetensorsTensors.Save(Path.Combine(folder, TensorFile), Tensors, Metadata());
        AtomicFile.WriteText(Path.Combine(folder, ConfigFile), JsonSerializer.Serialize(
            new { adapter = Config.Method, seed = Seed, options = Config.Options, modules_to_save = ModulesToSave.Count == 0 ? null : ModulesToSave }, Json));
    }

    /// <inheritdoc/>
    public void Load(string folder)
    {
        var path = Path.Combine(folder, TensorFile);
        using var file = SafetensorsFile.Open(path);
        using var guard = no_grad();
        foreach (var (name, tensor) in Tensors)
        {
            using var stored = file.Load(name);
            if (!stored.shape.SequenceEqual(tensor.shape))
                throw new InvalidDataException($"{path}: tensor {name} is [{string.Join(", ", stored.shape)}], the model expects [{string.Join(", ", tensor.shape)}]");
            tensor.copy_(stored);
        }
        foreach (var (_, layer) in _layers)
            layer.OnLoaded();
    }

    private Dictionary<string, string> Metadata()
    {
        var metadata = new Dictionary<string, string> { ["format"] = "pt" };
        foreach (var (name, layer) in _layers)
            foreach (var (key, value) in layer.Metadata)
                metadata.Add($"{Prefix}{name}.{key}", value);
        return metadata;
    }

    private IEnumerable<(string Name, Tensor Tensor)> Tensors =>
        _layers.SelectMany(entry => entry.Layer.AdapterTensors.Select(tensor => ($"{Prefix}{entry.Name}.{tensor.Name}", tensor.Tensor)))
            .Concat(_saved.Tensors.Select(entry => (Prefix + entry.Name, entry.Tensor)));

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => element.EnumerateArray().Select(item => (object?)item.ToString()).ToList(),
        JsonValueKind.String => element.GetString(),
        _ => element.GetRawText(),
    };
}
