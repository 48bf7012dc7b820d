using System.Text.Json;
using QaaHybrid.Files;
using QaaHybrid.Models;

namespace QaaHybrid.Adapters;

/// <summary>
/// <c>adapter_config.json</c> in the form of Hugging Face PEFT: <c>peft_type</c>, the method's options under PEFT's keys, where it goes, and under <c>qaahybrid</c> what PEFT has
/// no key for and passes over.
/// </summary>
internal static class AdapterConfigFile
{
    private const string Ours = "qaahybrid";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    // Where a file comes from, and how PEFT's own code is to build its layers: nothing of it changes what the adapter computes.
    private static readonly HashSet<string> Passed =
    [
        "peft_type", "task_type", "base_model_name_or_path", "revision", "inference_mode", "auto_mapping", "peft_version", "megatron_config", "megatron_core",
        "runtime_config", "fan_in_fan_out", Ours,
    ];

    // How values are drawn that the file has: a method without a choice in it passes them over.
    private static readonly HashSet<string> StartValues = ["init_weights"];

    // Ways to draw LoRA's A and B that leave the base model as it is, and that recipes here do not have.
    private static readonly HashSet<string> OtherLoraStarts = ["eva", "orthogonal"];

    /// <summary>Writes the configuration.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">Method, options, places; names as PEFT understands them.</param>
    /// <param name="modelKeys">Keys beside the method's options.</param>
    /// <param name="task">PEFT's <c>task_type</c>.</param>
    /// <param name="transposed">Whether the base model's weights are [in, out] in Hugging Face's own code (GPT-2's Conv1D).</param>
    /// <param name="seed">Seed of the start values.</param>
    /// <param name="modulesToSave">Modules saved beside the adapter.</param>
    public static void Write(
        string path, AdapterConfig config, IReadOnlyDictionary<string, object?> modelKeys, string? task, bool transposed, long seed, IReadOnlyList<string> modulesToSave)
    {
        var (places, targets) = (config.Placement, config.Placement.TargetModules);
        var keys = new Dictionary<string, object?> { ["peft_type"] = config.PeftType, ["task_type"] = task, ["base_model_name_or_path"] = null, ["inference_mode"] = true };
        foreach (var (key, value) in config.Own.Options.Concat(modelKeys))
            keys.Add(key, value);
        if (AdapterRegistry.Methods.First(method => method.Name == config.Method).HasFanInFanOut)
            keys.Add("fan_in_fan_out", transposed);
        if (targets is not null)
        {
            // A single regular expression is a text in PEFT, names are a list.
            keys.Add("target_modules", targets is [['/', .. var expression, '/']] ? expression : targets);
            keys.Add("exclude_modules", places.ExcludeModules);
            keys.Add("layers_to_transform", places.LayersToTransform);
            if (places.LayersPattern is not null)
                keys.Add("layers_pattern", places.LayersPattern);
        }
        keys.Add("modules_to_save", modulesToSave.Count == 0 ? null : modulesToSave);
        keys.Add(Ours, new { seed });
        AtomicFile.WriteText(path, JsonSerializer.Serialize(keys, Json));
    }

    /// <summary>Reads a configuration of ours or of PEFT's.</summary>
    /// <exception cref="InvalidDataException">It is none, or asks for something that is not known here.</exception>
    public static (AdapterConfig Config, long Seed) Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement;
            var values = root.EnumerateObject().ToDictionary(entry => entry.Name, entry => Value(entry.Value));
            var type = values.GetValueOrDefault("peft_type") as string ?? throw new InvalidDataException($"{path}: key 'peft_type' is missing");
            var method = AdapterRegistry.Find(type, values) ?? throw new InvalidDataException(
                $"{path}: key 'peft_type' is '{type}', which is not known here; known are {string.Join(", ", AdapterRegistry.Methods.Select(known => known.PeftType).Distinct())}");
            foreach (var key in Passed.Concat(method.IgnoredKeys))
                values.Remove(key);
            foreach (var key in (string[])["target_modules", "exclude_modules"])
                if (values.GetValueOrDefault(key) is string expression && expression != FamilyModules.AllLinear)
                    values[key] = $"/{expression}/";
            if (values.GetValueOrDefault("init_lora_weights") is string start && OtherLoraStarts.Contains(start))
                values.Remove("init_lora_weights");
            foreach (var (key, value) in method.PeftDefaults)
                if (values.GetValueOrDefault(key) is null)
                    values[key] = value;
            var seed = root.TryGetProperty(Ours, out var ours) ? ours.GetProperty("seed").GetInt64() : 0;
            var config = Configure(method, values);
            return (config with { Placement = config.Placement with { FromFile = true } }, seed);
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

    /// <summary>A key that the method does not have, at a value that turns it off, is one of PEFT's newer ones: passed over. Anywhere else it is refused.</summary>
    private static AdapterConfig Configure(IAdapterMethod method, Dictionary<string, object?> values)
    {
        while (true)
            try
            {
                return AdapterRegistry.Configure(method.Name, values);
            }
            catch (AdapterOptionException error) when (values.TryGetValue(error.Key, out var value) && (IsOff(value) || StartValues.Contains(error.Key)))
            {
                values.Remove(error.Key);
            }
    }

    private static bool IsOff(object? value) => value is null or "false" or "none" or IReadOnlyDictionary<string, object?> { Count: 0 } or IReadOnlyList<object?> { Count: 0 };

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(entry => entry.Name, entry => Value(entry.Value)),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => element.GetRawText(),
    };
}
