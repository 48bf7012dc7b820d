namespace QaaHybrid.Models;

/// <summary>Moves weights between a model and its folder.</summary>
internal static class PretrainedWeights
{
    /// <summary>Gives every parameter of a model its values from the folder.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">Where the weights lie.</param>
    /// <param name="architecture">Whose weights they are. If it has another head than the model, what belongs to its head is left out, and what the model's head
    /// lacks is drawn fresh.</param>
    /// <param name="options">Element types.</param>
    public static void Load(PreTrainedModel model, string folder, string architecture, LoadOptions options)
    {
        using var weights = ModelWeights.Open(folder);
        using var unrecorded = torch.no_grad();
        var wanted = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        var names = Match(model, wanted, weights, sameHead: architecture == model.GetType().Name && options.Configure is null);
        var stored = names.ToDictionary(pair => pair.Key, pair => weights.Find(pair.Value)!);
        foreach (var (name, entry) in stored)
            Check(model, name, wanted[name], entry, weights);

        var large = LargeWeights(model);
        // What is stored most precisely, where nothing else is asked for: norms in single precision among weights in half precision stay so.
        var compute = options.ComputeDtype ?? options.Dtype
            ?? stored.Where(pair => !large.Contains(pair.Key)).Select(pair => pair.Value.Dtype.ToScalarType()).OrderByDescending(type => type.ElementSize()).FirstOrDefault(ScalarType.Float32);
        model.FreshWeights = [.. model.WeightNames.Where(name => !names.ContainsKey(name))];
        RandomWeights.Fill(model, model.FreshWeights.Select(name => (name, wanted[name])), options.Seed);
        foreach (var (name, parameter) in wanted)
        {
            using var scope = torch.NewDisposeScope();
            var tensor = names.TryGetValue(name, out var place) ? weights.Load(place)! : parameter;
            if (place is not null && model.IsStoredTransposed(name))
                tensor = tensor.t();
            // Of the wanted type already: the parameter then lies in the mapped file.
            parameter.set_data(tensor.to(large.Contains(name) ? options.Dtype ?? tensor.dtype : compute));
        }
    }

    /// <summary>Writes the model's own weights.</summary>
    public static void Save(PreTrainedModel model, string folder, ScalarType? dtype, long shardBytes)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var own = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        var items = model.WeightNames.Select(name =>
        {
            var weight = own.GetValueOrDefault(name) ?? throw new InvalidOperationException(
                $"the model's weight '{name}' is not in its place: an adapter stands there; merge or remove it first");
            return SafetensorsTensors.Item(name, model.IsStoredTransposed(name) ? weight.t() : weight, dtype);
        }).ToList();
        ModelWeights.Save(folder, items, shardBytes);
        var stored = dtype ?? own[model.WeightNames[0]].dtype;
        var config = model.Config with
        {
            Architecture = model.GetType().Name,
            TorchDtype = stored switch
            {
                ScalarType.BFloat16 => "bfloat16",
                ScalarType.Float16 => "float16",
                ScalarType.Float64 => "float64",
                _ => "float32",
            },
        };
        config.Save(Path.Combine(folder, PretrainedConfig.FileName));
    }

    /// <summary>For each parameter the name under which the file has it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="wanted">Its parameters.</param>
    /// <param name="weights">The file.</param>
    /// <param name="sameHead">
    /// Whether the file has the model's own head, all of its weights and no others. Otherwise weights of the head may be missing or of another shape.
    /// </param>
    private static Dictionary<string, string> Match(PreTrainedModel model, Dictionary<string, Parameter> wanted, ModelWeights weights, bool sameHead)
    {
        var prefix = model.BaseModelPrefix + ".";
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var surplus = new List<string>();
        foreach (var stored in weights.Names)
        {
            // A file of the model without head lacks the prefix.
            var name = model.CurrentName(stored);
            if (!wanted.ContainsKey(name) && wanted.ContainsKey(prefix + name))
                name = prefix + name;
            if (wanted.TryGetValue(name, out var parameter))
            {
                if (!sameHead && model.IsHead(name) && !weights.Find(stored)!.Shape.SequenceEqual(parameter.shape))
                    continue;
                if (!found.TryAdd(name, stored))
                    throw new ModelFileException(weights.Source, $"tensor '{stored}'", $"it is the weight '{name}', which stands there as '{found[name]}' too");
            }
            else if (!model.IsDerived(name) && !model.IsDerived(prefix + name) && (sameHead || stored.StartsWith(prefix, StringComparison.Ordinal)))
                surplus.Add(stored);
        }

        var missing = wanted.Keys.Where(name => !found.ContainsKey(name) && (sameHead || !model.IsHead(name))).ToList();
        if (missing.Count > 0)
            throw new ModelFileException(weights.Source, $"tensor '{missing[0]}'",
                $"it is missing{Others(missing)}; {PretrainedConfig.FileName} asks for it");
        if (surplus.Count > 0)
            throw new ModelFileException(weights.Source, $"tensor '{surplus[0]}'",
                $"the model has no such weight{Others(surplus)}; {PretrainedConfig.FileName} says "
                + $"{model.GetType().Name} with {model.Config.NumHiddenLayers} layers");
        return found;
    }

    private static void Check(PreTrainedModel model, string name, Parameter parameter, SafetensorsEntry entry, ModelWeights weights)
    {
        var expected = model.IsStoredTransposed(name) ? [parameter.shape[1], parameter.shape[0]] : parameter.shape;
        if (!entry.Shape.SequenceEqual(expected))
            throw new ModelFileException(weights.Source, $"tensor '{entry.Name}'",
                $"its shape is {entry.ShapeText}, {PretrainedConfig.FileName} asks for {SafetensorsEntry.Describe(expected)}");
        if (entry.Dtype is not (SafetensorsDtype.F16 or SafetensorsDtype.BF16 or SafetensorsDtype.F32 or SafetensorsDtype.F64))
            throw new ModelFileException(weights.Source, $"tensor '{entry.Name}'",
                $"its elements are {entry.Dtype}, expected floating-point numbers (F16, BF16, F32 or F64)");
    }

    /// <summary>The weights that may be of another type than what runs between the layers: of linear layers and embeddings.</summary>
    private static HashSet<string> LargeWeights(PreTrainedModel model) =>
    [
        .. model.named_modules().Where(entry => entry.module is Linear or Embedding)
            .SelectMany(entry => entry.module.named_parameters(recurse: false).Select(pair => $"{entry.name}.{pair.name}")),
    ];

    private static string Others(List<string> names) => names.Count == 1 ? "" : $" and so are {names.Count - 1} others";
}
