using System.Text.Json;

namespace QaaHybrid.Models;

public sealed partial record GenerationConfig
{
    /// <summary>The file's name in a model's folder.</summary>
    public const string FileName = "generation_config.json";

    // Ids that this generator has no use for, remarks, and a length that max_new_tokens takes the place of.
    private static readonly string[] WithoutEffect = ["bos_token_id", "pad_token_id", "transformers_version", "_from_model_config", "use_cache", "max_length"];

    private static readonly string[] Known =
    [
        "max_new_tokens", "min_new_tokens", "do_sample", "temperature", "top_k", "top_p", "repetition_penalty", "no_repeat_ngram_size",
        "num_beams", "length_penalty", "early_stopping", "num_return_sequences", "eos_token_id", "stop_strings",
    ];

    /// <summary>
    /// What a model's folder asks for in <c>generation_config.json</c>, the defaults where it has none. Hugging Face writes only what differs from its
    /// own defaults, so a file without <c>top_k</c> means 50.
    /// </summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="remark">Called with each key that asks for something this generator does not do; it is left out.</param>
    /// <exception cref="ModelFileException">The file is no JSON, or a value is impossible; the message names the key.</exception>
    public static GenerationConfig FromPretrained(string folder, Action<string>? remark = null)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new GenerationConfig();
        var json = JsonFile.Parse(path, File.ReadAllBytes(path));
        foreach (var (key, value) in json.Properties())
            if (!Known.Contains(key) && !WithoutEffect.Contains(key) && !IsNeutral(value.Element))
                remark?.Invoke($"{FileName}: {key} {value.Describe()} is not supported and left out");
        var standard = new GenerationConfig();
        var config = new GenerationConfig
        {
            MaxNewTokens = json.Integer("max_new_tokens", standard.MaxNewTokens),
            MinNewTokens = json.Integer("min_new_tokens", standard.MinNewTokens),
            DoSample = json.Flag("do_sample", standard.DoSample),
            Temperature = json.Positive("temperature", standard.Temperature),
            TopK = json.Integer("top_k", 50),
            TopP = json.Positive("top_p", standard.TopP),
            RepetitionPenalty = json.Positive("repetition_penalty", standard.RepetitionPenalty),
            NoRepeatNgramSize = json.Integer("no_repeat_ngram_size", standard.NoRepeatNgramSize),
            NumBeams = json.Integer("num_beams", standard.NumBeams, least: 1),
            LengthPenalty = Number(json["length_penalty"], standard.LengthPenalty),
            EarlyStopping = ReadEarlyStopping(json["early_stopping"]),
            NumReturnSequences = json.Integer("num_return_sequences", standard.NumReturnSequences, least: 1),
            EosTokenIds = json["eos_token_id"] is { HasValue: true } ids ? OneOrMore(ids).Select(id => id.Integer()).ToArray() : null,
            StopStrings = json["stop_strings"] is { HasValue: true } texts ? [.. OneOrMore(texts).Select(text => text.Text())] : [],
        };
        return config.Problems().FirstOrDefault() is { } problem ? throw json.Bad(problem) : config;
    }

    /// <summary>null, false, 0, 1 and what is empty turn every one of Hugging Face's options off.</summary>
    private static bool IsNeutral(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Number => value.GetDouble() is 0 or 1,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    private static double Number(JsonFile value, double missing) =>
        !value.HasValue ? missing
        : value.Element.ValueKind == JsonValueKind.Number ? value.Element.GetDouble()
        : throw value.Bad($"found {value.Describe()}, expected a number");

    private static EarlyStopping ReadEarlyStopping(JsonFile value) =>
        !value.HasValue ? EarlyStopping.False
        : value.Element.ValueKind == JsonValueKind.String ? value.Text() == "never" ? EarlyStopping.Never : throw value.Unsupported("early_stopping", "true", "false", "'never'")
        : value.Flag() ? EarlyStopping.True : EarlyStopping.False;

    private static IEnumerable<JsonFile> OneOrMore(JsonFile value) => value.Element.ValueKind == JsonValueKind.Array ? value.Items() : [value];
}
