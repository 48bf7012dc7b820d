using System.Text.Json;

namespace QaaHybrid.Training;

/// <summary>
/// Examples in JSON objects. The members say what an object is:
/// <c>messages</c> (<c>role</c>, <c>content</c>) or <c>conversations</c> (<c>from</c>, <c>value</c>): a chat, an example for each turn of the assistant;
/// <c>instruction</c> and <c>output</c>, with or without <c>input</c>: Alpaca's form; <c>tripleset</c> and <c>annotations</c>: DART's; else two members of
/// <see cref="SourceTargetColumns"/>.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="columns">Names of the two members; null recognises them in the first object.</param>
/// <param name="bad">What happens with a bad object.</param>
/// <param name="templates">How instructions and chats become prompts.</param>
internal sealed class SourceTargetJson(string path, SourceTargetColumns? columns, BadLines bad, PromptTemplates templates)
{
    private readonly bool named = columns is not null;
    private SourceTargetColumns? members = columns;

    /// <summary>The examples of one object; none where it is bad and left out.</summary>
    public IReadOnlyList<SourceTarget> Parse(TextLine line)
    {
        try
        {
            using var document = JsonLine.Parse(path, line);
            var item = document.RootElement;
            if (item.ValueKind != JsonValueKind.Object)
                throw new DataFileException(path, line.Number, $"expected one JSON object a line, found {JsonLine.Describe(item)}");
            var place = new Place(path, line.Number);
            // Named columns go before what is recognised.
            return named ? [Pair(place, item)]
                : Turns(item) is { } turns ? [.. Chat(place, turns)]
                : item.TryGetProperty("instruction", out _) && item.TryGetProperty("output", out _) ? [Instruction(place, item)]
                : item.TryGetProperty("tripleset", out _) ? [.. Triples(place, item)]
                : [Pair(place, item)];
        }
        catch (DataFileException error)
        {
            bad.Note(error);
            return [];
        }
    }

    private SourceTarget Pair(Place place, JsonElement item)
    {
        members ??= SourceTargetColumns.Choose([.. item.EnumerateObject().Select(member => member.Name)], null, out var why) ?? throw place.Bad(why);
        return new SourceTarget(place.Text(item, members.Source), place.Text(item, members.Target));
    }

    private SourceTarget Instruction(Place place, JsonElement item)
    {
        var input = item.TryGetProperty("input", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        return new SourceTarget(templates.Instruct(place.Text(item, "instruction"), input), place.Text(item, "output")) { IsPrompt = true };
    }

    private static JsonElement? Turns(JsonElement item) =>
        item.TryGetProperty("messages", out var turns) || item.TryGetProperty("conversations", out turns) ? turns : null;

    private IEnumerable<SourceTarget> Chat(Place place, JsonElement turns)
    {
        var said = new List<(string Role, string Text)>();
        var answers = 0;
        foreach (var turn in place.Items(turns, "a list of turns"))
        {
            var shareGpt = turn.ValueKind == JsonValueKind.Object && turn.TryGetProperty("from", out _);
            var role = place.Text(turn, shareGpt ? "from" : "role") switch
            {
                "human" => "user",
                "gpt" => "assistant",
                var name and ("system" or "user" or "assistant" or "tool") => name,
                var other => throw place.Bad($"the role is '{other}'; expected system, user or assistant"),
            };
            var text = place.Text(turn, shareGpt ? "value" : "content");
            if (role == "assistant" && said.Count > 0)
            {
                answers++;
                yield return new SourceTarget(templates.Converse(said), text) { IsPrompt = true };
            }
            said.Add((role, text));
        }
        if (answers == 0)
            throw place.Bad("no turn of the assistant follows another; there is nothing to learn from this chat");
    }

    private static IEnumerable<SourceTarget> Triples(Place place, JsonElement item)
    {
        var triples = place.Items(item.GetProperty("tripleset"), "a list of triples").Select(triple =>
            place.Items(triple, "subject, relation and object").Select(part => part.ValueKind == JsonValueKind.String ? part.GetString()! : part.GetRawText()).ToList()).ToList();
        if (triples.Find(triple => triple.Count != 3) is { } wrong)
            throw place.Bad($"a triple has {wrong.Count} parts; expected subject, relation and object");
        var annotations = item.TryGetProperty("annotations", out var texts) ? place.Items(texts, "a list of texts").ToList() : [];
        if (triples.Count == 0 || annotations.Count == 0)
            throw place.Bad($"has {triples.Count} triples and {annotations.Count} annotations; expected at least one of each");
        var source = TripleText.Of(triples.Select(triple => (triple[0], triple[1], triple[2])));
        foreach (var annotation in annotations)
            yield return new SourceTarget(source, place.Text(annotation, "text"));
    }

    /// <summary>Where an object stands; makes its errors.</summary>
    private sealed record Place(string File, int Line)
    {
        public DataFileException Bad(string what) => new(File, Line, what);

        public string Text(JsonElement item, string name)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var value))
                throw Bad($"has no member '{name}'");
            if (value.ValueKind != JsonValueKind.String)
                throw Bad($"'{name}' should be text, found {JsonLine.Describe(value)}");
            return SourceTargetFile.Checked(File, Line, name, value.GetString()!);
        }

        public JsonElement.ArrayEnumerator Items(JsonElement list, string what) =>
            list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw Bad($"expected {what}, found {JsonLine.Describe(list)}");
    }
}
