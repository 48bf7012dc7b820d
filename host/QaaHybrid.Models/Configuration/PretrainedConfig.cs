using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>What a model's <c>config.json</c> says about a causal language model of any family.</summary>
public abstract record PretrainedConfig
{
    /// <summary>The file's name in a model's folder.</summary>
    public const string FileName = "config.json";

    /// <summary>The class that the weights belong to, as it stands under <c>architectures</c>.</summary>
    public abstract string Architecture { get; }

    /// <summary>Number of rows of the token embedding.</summary>
    public required int VocabSize { get; init; }

    /// <summary>Width of the hidden states.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of transformer layers.</summary>
    public required int NumHiddenLayers { get; init; }

    /// <summary>Longest sequence, in tokens.</summary>
    public int MaxPositionEmbeddings { get; init; } = 2048;

    /// <summary>Whether the head shares the weight of the token embedding.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>Standard deviation of the normal distribution that fresh weights are drawn from.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Id that starts a text, or null.</summary>
    public int? BosTokenId { get; init; }

    /// <summary>Ids that end a text; generation stops at each of them.</summary>
    public IReadOnlyList<int> EosTokenIds { get; init; } = [];

    /// <summary>Id that fills short sequences of a batch, or null.</summary>
    public int? PadTokenId { get; init; }

    /// <summary>Element type that the weights are stored in: <c>float32</c>, <c>bfloat16</c>, <c>float16</c> or <c>float64</c>.</summary>
    public string TorchDtype { get; init; } = "float32";

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="ModelFileException">The architecture is not known here, a key is missing or its value is impossible; the message
    /// says which, and what is allowed.</exception>
    public static PretrainedConfig FromFile(string path)
    {
        var json = JsonFile.Parse(path, File.ReadAllBytes(path));
        var architectures = json.Required("architectures");
        var names = architectures.Items().Select(name => name.Text()).ToList();
        var config = names.FirstOrDefault() switch
        {
            LlamaConfig.ArchitectureName => LlamaConfig.Read(json),
            _ => throw architectures.Bad($"the architecture is {(names.Count == 0 ? "not named" : $"'{names[0]}'")}, "
                + $"known: {LlamaConfig.ArchitectureName}"),
        };
        return config.Problems().FirstOrDefault() is { } problem ? throw json.Bad(problem) : config;
    }

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
            Write(json);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    });

    /// <summary>What is impossible about the values, in words; nothing where all is well.</summary>
    public virtual IEnumerable<string> Problems()
    {
        (string, int)[] sizes =
        [
            ("vocab_size", VocabSize), ("hidden_size", HiddenSize),
            ("num_hidden_layers", NumHiddenLayers), ("max_position_embeddings", MaxPositionEmbeddings),
        ];
        foreach (var (key, value) in sizes)
            if (value < 1)
                yield return $"{key} is {value}, expected at least 1";
        foreach (var id in EosTokenIds.Concat([.. BosTokenId is { } bos ? [bos] : (int[])[], .. PadTokenId is { } pad ? [pad] : (int[])[]]))
            if (id < 0 || id >= VocabSize)
                yield return $"the token id {id} is outside the vocabulary of {VocabSize}";
        if (TorchDtype is not ("float32" or "bfloat16" or "float16" or "float64"))
            yield return $"torch_dtype is '{TorchDtype}', supported: float32, bfloat16, float16, float64";
    }

    /// <summary>Writes the family's keys and those that all families share.</summary>
    private protected abstract void Write(Utf8JsonWriter json);

    /// <summary>Writes the token ids and the element type, which all families share.</summary>
    private protected void WriteTokens(Utf8JsonWriter json)
    {
        WriteId("bos_token_id", BosTokenId is { } bos ? [bos] : []);
        WriteId("eos_token_id", EosTokenIds);
        if (PadTokenId is { } pad)
            json.WriteNumber("pad_token_id", pad);
        json.WriteString("torch_dtype", TorchDtype);

        void WriteId(string key, IReadOnlyList<int> ids)
        {
            if (ids.Count == 0)
                json.WriteNull(key);
            else if (ids.Count == 1)
                json.WriteNumber(key, ids[0]);
            else
            {
                json.WriteStartArray(key);
                foreach (var id in ids)
                    json.WriteNumberValue(id);
                json.WriteEndArray();
            }
        }
    }

    /// <summary>One id or several, or nothing.</summary>
    private protected static int[] ReadIds(JsonFile value) =>
        !value.HasValue ? [] : value.Element.ValueKind == JsonValueKind.Array ? [.. value.Items().Select(id => id.Integer())] : [value.Integer()];
}
