using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

/// <summary>The files of <c>golden/</c> and the changes that <c>make.mjs</c> made to <c>tokenizer.json</c>.</summary>
internal static class Golden
{
    public static string Path(string name) => Repository.File("tests", "QaaHybrid.Models.Tests", "Tokenization", "golden", name);

    public static JsonObject Document() => JsonNode.Parse(File.ReadAllText(Path("tokenizer.json")))!.AsObject();

    public static string[] Texts() => [.. JsonNode.Parse(File.ReadAllText(Path("texts.json")))!.AsArray().Select(text => (string)text!)];

    public static int[][] Ids(string variant) =>
        [.. JsonNode.Parse(File.ReadAllText(Path("ids.json")))![variant]!.AsArray().Select(list => list!.AsArray().Select(id => (int)id!).ToArray())];

    public static Tokenizer Tokenizer(JsonObject document) => Models.Tokenizer.FromJson(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));

    public static Tokenizer Variant(string name)
    {
        var document = Document();
        switch (name)
        {
            case "merges_as_pairs":
                document["model"]!["merges"] = new JsonArray([.. document["model"]!["merges"]!.AsArray().Select(merge =>
                    new JsonArray([.. ((string)merge!).Split(' ').Select(part => (JsonNode)part)]))]);
                break;
            case "prefix_space":
                document["pre_tokenizer"]!["add_prefix_space"] = true;
                break;
            case "digits":
                document["pre_tokenizer"] = JsonNode.Parse("""
                    {"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,"use_regex":true}]}
                    """);
                break;
            case "split":
                document["pre_tokenizer"] = JsonNode.Parse("""
                    {"type":"Sequence","pretokenizers":[{"type":"Split","behavior":"Isolated","invert":false,"pattern":{"Regex":
                    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"}},
                    {"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}
                    """);
                break;
            case "template":
                document["post_processor"] = JsonNode.Parse("""
                    {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<|endoftext|>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[],
                    "special_tokens":{"<|endoftext|>":{"id":"<|endoftext|>","ids":[0],"tokens":["<|endoftext|>"]}}}
                    """);
                break;
        }
        return Tokenizer(document);
    }
}
