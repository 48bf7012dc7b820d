using QaaHybrid.Models;

namespace QaaHybrid.Adapters;

public sealed partial class AdaptedModel
{
    /// <summary>Method, seed and options of a saved adapter.</summary>
    public const string ConfigFile = "adapter_config.json";

    /// <summary>Tensors of a saved adapter.</summary>
    public const string TensorFile = "adapter_model.safetensors";

    /// <summary>Adds the adapter that <see cref="Save"/>, or PEFT's <c>save_pretrained</c>, wrote into a folder; <see cref="Use"/> puts it into the model.</summary>
    /// <exception cref="InvalidDataException">A file of the folder is missing, damaged or does not fit the model.</exception>
    public async Task LoadAsync(string name, string folder, AdapterServices services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        var (config, seed) = ReadConfig(folder);
        try
        {
            await AddAsync(name, config, services with { Seed = seed }, null, cancellationToken).ConfigureAwait(true);
        }
        catch (AdapterOptionException error)
        {
            throw new InvalidDataException($"{Path.Combine(folder, ConfigFile)}: {error.Message}", error);
        }
        try
        {
            Load(Find(name), folder);
        }
        catch
        {
            Delete(name);
            throw;
        }
    }

    /// <summary>Reads the method, its options, its places and the seed of a saved adapter, without weights.</summary>
    /// <exception cref="InvalidDataException">The file is missing or is no adapter that is known here.</exception>
    public static (AdapterConfig Config, long Seed) ReadConfig(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        return File.Exists(path) ? AdapterConfigFile.Read(path) : throw new InvalidDataException($"{folder} holds no adapter: {ConfigFile} is missing");
    }

    /// <inheritdoc/>
    public void Save(string folder) => Write(folder, Active.Tensors);

    /// <inheritdoc/>
    public void Load(string folder) => Load(Active, folder);

    /// <inheritdoc/>
    public void SaveState(string folder) => Write(folder, Active.State);

    /// <inheritdoc/>
    public void LoadState(string folder)
    {
        Read(Active, Active.State, folder);
        Active.Adapter.OnStateLoaded();
    }

    private void Write(string folder, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        Directory.CreateDirectory(folder);
        var metadata = new Dictionary<string, string> { ["format"] = "pt" };
        foreach (var (key, value) in Active.Adapter.Metadata)
            metadata.Add(key, value);
        SafetensorsTensors.Save(Path.Combine(folder, TensorFile), tensors.Select(entry => (Active.Adapter.FileName(entry.Name), entry.Tensor)), metadata);
        var own = Config.Own is ILayerMethod method ? method.AfterTraining(Layers) : Config.Own;
        AdapterConfigFile.Write(
            Path.Combine(folder, ConfigFile), Config with { Own = own, Placement = Written(Active) }, Active.Adapter.ModelKeys, TaskType, _model is GPT2LMHeadModel, Seed, ModulesToSave);
    }

    private void Load(Installed installed, string folder)
    {
        Read(installed, installed.Tensors, folder);
        installed.Adapter.OnLoaded();
    }

    private void Read(Installed installed, IEnumerable<(string Name, Tensor Tensor)> tensors, string folder)
    {
        var path = Path.Combine(folder, TensorFile);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder} holds no adapter: {TensorFile} is missing{Pickle.Remark(folder, "adapter_model")}");
        using var file = SafetensorsFile.Open(path);
        using var guard = no_grad();
        var places = tensors.Select(entry => (Name: installed.Adapter.FileName(entry.Name), entry.Tensor)).ToList();
        RefuseUnread(file, [.. places.Select(place => place.Name)], path);
        foreach (var (name, tensor) in places)
        {
            using var stored = file.Load(name);
            if (!stored.shape.SequenceEqual(tensor.shape))
                throw new InvalidDataException($"{path}: tensor {name} is [{string.Join(", ", stored.shape)}], the model expects [{string.Join(", ", tensor.shape)}]");
            tensor.copy_(stored);
        }
    }

    /// <summary>
    /// A tensor that has no place in the adapter would be left out in silence, and the model compute something else than where the file was made. Weights of the base model that
    /// PEFT saved as they were (its <c>save_embedding_layers</c>) are none such.
    /// </summary>
    private void RefuseUnread(SafetensorsFile file, HashSet<string> read, string path)
    {
        var own = _model.named_parameters().ToDictionary(entry => Prefix + entry.name, entry => entry.parameter);
        var unread = file.Header.Entries.Select(entry => entry.Name).Where(name => !read.Contains(name) && !(own.TryGetValue(name, out var parameter) && IsAsStored(file, name, parameter))).ToList();
        if (unread.Count == 0)
            return;
        const int shown = 4;
        throw new InvalidDataException(
            $"{path}: {(unread.Count == 1 ? "a tensor has" : $"{unread.Count} of {file.Header.Entries.Count} tensors have")} no place in the adapter that {ConfigFile} describes: {string.Join(", ", unread.Take(shown))}"
            + $"{(unread.Count > shown ? " …" : "")}. Name their modules there, in target_modules, or in modules_to_save where the tensor is a whole weight; leaving it out would make another adapter of it");
    }

    private static bool IsAsStored(SafetensorsFile file, string name, Tensor parameter)
    {
        using var stored = file.Load(name);
        return stored.shape.SequenceEqual(parameter.shape) && stored.to(parameter.dtype).equal(parameter);
    }

    /// <summary>The places in PEFT's words: roles become names; what PEFT could not read as one text or a list of names becomes the list of full names.</summary>
    private Placement Written(Installed installed)
    {
        if (installed.Config.Own is not ILayerMethod method)
            return new Placement();
        var (family, places) = (FamilyModules.Of(_model), installed.Config.Placement);
        var targets = family.Resolve(places.TargetModules ?? method.DefaultTargets ?? family.Usual);
        var excluded = family.Resolve(places.ExcludeModules ?? []);
        var readable = excluded.Count == 0 && (targets.Count == 1 || !targets.Any(TargetModules.IsExpression));
        return readable ? places with { TargetModules = targets, ExcludeModules = null } : new Placement(installed.Targets);
    }

    private string? TaskType => _model switch
    {
        CausalLM => "CAUSAL_LM",
        SequenceClassification => "SEQ_CLS",
        _ => null,
    };
}
