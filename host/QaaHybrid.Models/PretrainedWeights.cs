namespace QaaHybrid.Models;

/// <summary>Moves weights between a model and its folder.</summary>
internal static class PretrainedWeights
{
    /// <summary>Gives every parameter of a model its values from the folder.</summary>
    public static void Load(CausalLM model, string folder, ScalarType? dtype)
    {
        using var weights = ModelWeights.Open(folder);
        using var unrecorded = torch.no_grad();
        var wanted = model.named_parameters().ToList();
        var missing = wanted.Select(pair => pair.name).Except(weights.Names).ToList();
        if (missing.Count > 0)
            throw new ModelFileException(weights.Source, $"tensor '{missing[0]}'",
                $"it is missing{Others(missing)}; {PretrainedConfig.FileName} asks for it");
        var surplus = weights.Names.Except(wanted.Select(pair => pair.name)).Where(name => !IsDerived(model, name)).ToList();
        if (surplus.Count > 0)
            throw new ModelFileException(weights.Source, $"tensor '{surplus[0]}'",
                $"the model has no such weight{Others(surplus)}; {PretrainedConfig.FileName} says "
                + $"{model.Config.Architecture} with {model.Config.NumHiddenLayers} layers");

        foreach (var (name, parameter) in wanted)
        {
            using var scope = torch.NewDisposeScope();
            var stored = weights.Load(name)!;
            if (!stored.shape.SequenceEqual(parameter.shape))
                throw new ModelFileException(weights.Source, $"tensor '{name}'",
                    $"its shape is {SafetensorsEntry.Describe(stored.shape)}, {PretrainedConfig.FileName} asks for "
                    + SafetensorsEntry.Describe(parameter.shape));
            if (!stored.is_floating_point())
                throw new ModelFileException(weights.Source, $"tensor '{name}'",
                    $"its elements are {stored.dtype.ToSafetensorsDtype()}, expected floating-point numbers");
            // Of the wanted type already: the parameter then lies in the mapped file.
            parameter.set_data(stored.to(dtype ?? stored.dtype));
        }
    }

    /// <summary>Writes the model's own weights.</summary>
    public static void Save(CausalLM model, string folder, ScalarType? dtype)
    {
        var own = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        var items = model.WeightNames.Select(name => SafetensorsTensors.Item(name, own.GetValueOrDefault(name)
            ?? throw new InvalidOperationException($"the model's weight '{name}' is not in its place: an adapter stands there; "
                + "merge or remove it first"), dtype)).ToList();
        SafetensorsWriter.Write(Path.Combine(folder, ModelWeights.FileName), items, new Dictionary<string, string> { ["format"] = "pt" });
        var stored = dtype ?? own[model.WeightNames[0]].dtype;
        var config = model.Config with
        {
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

    /// <summary>What some writers store although it follows from the rest.</summary>
    private static bool IsDerived(CausalLM model, string name) =>
        name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || model.Config.TieWordEmbeddings && name == "lm_head.weight";

    private static string Others(List<string> names) => names.Count == 1 ? "" : $" and so are {names.Count - 1} others";
}
