using System.Text.Json;
using System.Text.Json.Nodes;
using QaaHybrid.Models;
using QaaHybrid.Models.Tests;

namespace QaaHybrid.Training.Tests;

/// <summary>The models of <c>bertscore_golden.py</c>, with a vocabulary of a few words.</summary>
internal static class BertScoreModels
{
    public static JsonNode Golden { get; } =
        JsonNode.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Training.Tests", "Metrics", "BertScore", "bertscore_golden.json")))!;

    public static IEnumerable<string> Names => Golden["models"]!.AsObject().Select(entry => entry.Key);

    public static string[] Hypotheses => Golden["hypotheses"].Deserialize<string[]>()!;

    public static string[][] References => Golden["references"].Deserialize<string[][]>()!;

    /// <summary>Writes a model as Hugging Face would have it and gives its folder.</summary>
    public static string Write(string name, string folder)
    {
        Directory.CreateDirectory(folder);
        var model = Golden["models"]![name]!;
        File.WriteAllText(Path.Combine(folder, PretrainedConfig.FileName), model["config"]!.ToJsonString());
        File.WriteAllText(Path.Combine(folder, Tokenizer.FileName), TokenizerJson(marks: name != "gpt2").ToJsonString());
        SafetensorsTensors.Save(Path.Combine(folder, ModelWeights.FileName),
            model["weights"]!.AsObject().Select(entry => (entry.Key, HashedNoise.Weight(entry.Key, entry.Value.Deserialize<long[]>()!))));
        return folder;
    }

    private static JsonObject TokenizerJson(bool marks)
    {
        var words = Golden["vocabulary"].Deserialize<string[]>()!;
        return new JsonObject
        {
            ["version"] = "1.0", ["truncation"] = null, ["padding"] = null, ["normalizer"] = null, ["decoder"] = null,
            ["added_tokens"] = new System.Text.Json.Nodes.JsonArray([.. words[..4].Select((word, id) => (JsonNode)new JsonObject
            {
                ["id"] = id, ["content"] = word, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = true,
            })]),
            ["pre_tokenizer"] = new JsonObject { ["type"] = "WhitespaceSplit" },
            ["post_processor"] = marks
                ? new JsonObject { ["type"] = "BertProcessing", ["sep"] = new System.Text.Json.Nodes.JsonArray("[SEP]", 3), ["cls"] = new System.Text.Json.Nodes.JsonArray("[CLS]", 2) }
                : null,
            ["model"] = new JsonObject
            {
                ["type"] = "WordLevel", ["unk_token"] = "[UNK]", ["vocab"] = new JsonObject(words.Select((word, id) => KeyValuePair.Create(word, (JsonNode?)id))),
            },
        };
    }
}
