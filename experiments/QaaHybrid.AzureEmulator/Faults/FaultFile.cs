using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// Faults as JSON, as <c>--faults FILE</c> and <c>PUT /emulator/faults</c> take them:
/// <c>{"faults":[{"step":"job.put","kind":"cut-after","times":1,"skip":0,"target":"ionq.simulator","code":"…","message":"…","retryAfter":2}]}</c>.
/// Only <c>step</c> and <c>kind</c> are required; <c>"times":null</c> never ends.
/// </summary>
public static class FaultFile
{
    private static readonly string[] Keys = ["step", "kind", "times", "skip", "target", "code", "message", "retryAfter"];

    /// <summary>The faults in a file.</summary>
    /// <exception cref="InvalidDataException">Something does not fit; the message names file, entry and key.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<Fault> Load(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>The faults in a text.</summary>
    /// <param name="text">As in a file.</param>
    /// <param name="name">How the text is named in messages.</param>
    /// <exception cref="InvalidDataException">Something does not fit; the message names the text, entry and key.</exception>
    public static IReadOnlyList<Fault> Parse(string text, string name)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(text);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{name}, line {error.LineNumber + 1}: no JSON; expected {{\"faults\":[…]}}", error);
        }
        if (document is not JsonObject { Count: 1 } root || root["faults"] is not JsonArray list)
            throw new InvalidDataException($"{name}: expected {{\"faults\":[…]}} and nothing else");
        return [.. list.Select((entry, index) => One(entry, $"{name}, fault {index + 1}"))];
    }

    /// <summary>The same JSON of given faults.</summary>
    public static JsonObject Write(IEnumerable<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return new JsonObject
        {
            ["faults"] = new JsonArray([.. faults.Select(fault => new JsonObject
            {
                ["step"] = fault.Step, ["kind"] = FaultRules.Name(fault.Kind), ["times"] = fault.Times, ["skip"] = fault.Skip,
                ["target"] = fault.Target, ["code"] = fault.Code, ["message"] = fault.Message, ["retryAfter"] = fault.RetryAfter,
            })]),
        };
    }

    private static Fault One(JsonNode? node, string where)
    {
        if (node is not JsonObject entry)
            throw new InvalidDataException($"{where}: expected an object with \"step\" and \"kind\"");
        if (entry.Select(pair => pair.Key).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
            throw new InvalidDataException($"{where}: unknown key \"{unknown}\"; known are {string.Join(", ", Keys)}");
        try
        {
            var fault = new Fault(Text("step")!, FaultRules.Kind(Text("kind")!))
            {
                Times = entry.ContainsKey("times") ? Number("times") : 1,
                Skip = Number("skip") ?? 0,
                Target = Text("target", required: false),
                Code = Text("code", required: false),
                Message = Text("message", required: false),
                RetryAfter = Number("retryAfter"),
            };
            FaultRules.Check(fault);
            return fault;
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{where}: {error.Message}", error);
        }

        string? Text(string key, bool required = true) => entry[key] switch
        {
            null when !required => null,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            // 401 may be written as the number it is.
            JsonValue value when key == "kind" && value.TryGetValue<int>(out var number) => $"{number}",
            var found => throw new InvalidDataException($"{where}: \"{key}\" is {found?.ToJsonString() ?? "missing"}, expected a text"),
        };

        int? Number(string key) => entry[key] switch
        {
            null => null,
            JsonValue value when value.TryGetValue<int>(out var number) => number,
            var found => throw new InvalidDataException($"{where}: \"{key}\" is {found.ToJsonString()}, expected a whole number"),
        };
    }
}
