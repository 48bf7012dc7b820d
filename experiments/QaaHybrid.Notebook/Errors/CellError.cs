using System.Text.Json.Nodes;

namespace QaaHybrid.Notebook.Errors;

/// <summary>Why a cell has failed.</summary>
/// <param name="Name">The kind of error.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Lines">What a person reads, with ANSI colours.</param>
internal sealed record CellError(string Name, string Message, IReadOnlyList<string> Lines)
{
    /// <summary>As the protocol has it.</summary>
    public JsonObject ToJson() => new()
    {
        ["ename"] = Name,
        ["evalue"] = Message,
        ["traceback"] = new JsonArray([.. Lines.Select(line => (JsonNode)line)]),
    };
}
