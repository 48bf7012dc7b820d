using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Models;

/// <summary>What a model's <c>config.json</c> says about a model of any family. The keys are Hugging Face's.</summary>
public abstract record PretrainedConfig
{
    /// <summary>The file's name in a model's folder.</summary>
    public const string FileName = "config.json";

    /// <param name="architecture">The family's usual model.</param>
    /// <param name="modelType">The family.</param>
    private protected PretrainedConfig(string architecture, string modelType) => (Architecture, ModelType) = (architecture, modelType);

    /// <summary>The class that the weights belong to, as it stands under <c>architectures</c>.</summary>
    public string Architecture { get; init; }

    /// <summary>The family.</summary>
    public string ModelType { get; }

    /// <summary>Width of the hidden states.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of transformer layers.</summary>
    public required int NumHiddenLayers { get; init; }

    /// <summary>Standard deviation of the normal distribution that fresh weights are drawn from.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Names of the labels of a classifier, by their numbers (<c>id2label</c>); one for regression, none for other heads.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>
    /// What a classifier's numbers mean: <c>regression</c>, <c>single_label_classification</c> or <c>multi_label_classification</c>; null means regression for one
    /// label, otherwise one of several.
    /// </summary>
    public string? ProblemType { get; init; }

    /// <summary>Element type that the weights are stored in: <c>float32</c>, <c>bfloat16</c>, <c>float16</c> or <c>float64</c>.</summary>
    public string TorchDtype { get; init; } = "float32";

    /// <summary>Sizes of the keys and values that a token leaves behind, and of a prefix; null in families whose attention takes none from elsewhere.</summary>
    public virtual KeyValueShape? KeyValues => null;

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="ModelFileException">The architecture is not known here, a key is missing or its value is impossible; the message
    /// says which, and what is allowed.</exception>
    public static PretrainedConfig FromFile(string path)
    {
        var json = JsonFile.Parse(path, File.ReadAllBytes(path));
        var names = json["architectures"] is { HasValue: true } listed ? listed.Items().Select(name => name.Text()).ToList() : [];
        var (name, type) = (names.FirstOrDefault(), json["model_type"] is { HasValue: true } stated ? stated.Text() : null);
        var family = ModelFamilies.Find(name, type)
            ?? throw json["architectures"].Bad($"the architecture is {(name is null ? "not named" : $"'{name}'")}"
                + $"{(type is null ? "" : $" and model_type '{type}'")}, known: {string.Join(", ", ModelFamilies.Architectures)}");
        var config = family.ReadConfig(json).WithShared(json);
        if (name is not null)
            config = config with { Architecture = name };
        return config.Problems().FirstOrDefault() is { } problem ? throw json.Bad(problem) : config;
    }

    /// <summary>Reads a <c>config.json</c> of a kind.</summary>
    /// <inheritdoc cref="FromFile(string)"/>
    public static T FromFile<T>(string path)
        where T : PretrainedConfig => FromFile(path) as T
        ?? throw new ModelFileException(path, "key 'architectures'", $"the model is no {typeof(T).Name[..^"Config".Length].ToLowerInvariant()} model");

    /// <summary>Writes <c>config.json</c>.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing half-written is left.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("architectures");
            json.WriteStringValue(Architecture);
            json.WriteEndArray();
            json.WriteString("model_type", ModelType);
            Write(json);
            WriteShared(json);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    });

    /// <summary>What is impossible about the values, in words; nothing where all is well.</summary>
    public virtual IEnumerable<string> Problems()
    {
        foreach (var (key, value) in ((string, int)[])[("hidden_size", HiddenSize), ("num_hidden_layers", NumHiddenLayers)])
            if (value < 1)
                yield return $"{key} is {value}, expected at least 1";
        if (ProblemType is not (null or "regression" or "single_label_classification" or "multi_label_classification"))
            yield return $"problem_type is '{ProblemType}', supported: regression, single_label_classification, multi_label_classification";
        if (TorchDtype is not ("float32" or "bfloat16" or "float16" or "float64"))
            yield return $"torch_dtype is '{TorchDtype}', supported: float32, bfloat16, float16, float64";
    }

    /// <summary>Writes the family's own keys.</summary>
    private protected abstract void Write(Utf8JsonWriter json);

    /// <summary>This configuration with the keys that all families share, where the file has them.</summary>
    private protected virtual PretrainedConfig WithShared(JsonFile json) => this with
    {
        InitializerRange = json.Positive("initializer_range", InitializerRange),
        Labels = ReadLabels(json),
        ProblemType = json["problem_type"].HasValue ? json["problem_type"].Text() : null,
        TorchDtype = json.Text("torch_dtype", json.Text("dtype", TorchDtype)),
    };

    /// <summary>Writes the keys that all families share.</summary>
    private protected virtual void WriteShared(Utf8JsonWriter json)
    {
        json.WriteNumber("initializer_range", InitializerRange);
        if (Labels.Count > 0)
        {
            json.WriteStartObject("id2label");
            foreach (var (id, label) in Labels.Index())
                json.WriteString(id.ToString(System.Globalization.CultureInfo.InvariantCulture), label);
            json.WriteEndObject();
            json.WriteStartObject("label2id");
            foreach (var (id, label) in Labels.Index())
                json.WriteNumber(label, id);
            json.WriteEndObject();
        }
        if (ProblemType is not null)
            json.WriteString("problem_type", ProblemType);
        json.WriteString("torch_dtype", TorchDtype);
    }

    /// <summary><c>id2label</c>, or that many names from <c>num_labels</c>.</summary>
    private static string[] ReadLabels(JsonFile json)
    {
        if (!json["id2label"].HasValue)
            return [.. Enumerable.Range(0, json.Integer("num_labels", 0)).Select(id => $"LABEL_{id}")];
        var entries = json["id2label"].Properties().ToDictionary(entry => entry.Key, entry => entry.Value.Text(), StringComparer.Ordinal);
        return [.. Enumerable.Range(0, entries.Count).Select(id =>
            entries.TryGetValue(id.ToString(System.Globalization.CultureInfo.InvariantCulture), out var label)
                ? label
                : throw json["id2label"].Bad($"there is no label {id} among its {entries.Count}, expected 0 to {entries.Count - 1}"))];
    }
}
