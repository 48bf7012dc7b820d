using System.Text.Json;

namespace QaaHybrid.Notebook.Tests.Support;

/// <summary>What came of a cell: its reply and what it has shown.</summary>
internal sealed record CellRun(JsonElement Reply, IReadOnlyList<Message> Messages)
{
    public string Status => Reply.GetProperty("status").GetString()!;

    /// <summary>All of standard output.</summary>
    public string Out => Stream("stdout");

    /// <summary>All of standard error.</summary>
    public string Error => Stream("stderr");

    /// <summary>The value of the cell as text; null where it has none.</summary>
    public string? Result => Of("execute_result").Select(content => content.GetProperty("data").GetProperty("text/plain").GetString()).SingleOrDefault();

    /// <summary>What a person reads of an error, without colours.</summary>
    public string Traceback => string.Join('\n', Reply.GetProperty("traceback").EnumerateArray().Select(line => System.Text.RegularExpressions.Regex.Replace(line.GetString()!, "\u001b\\[\\d+m", "")));

    /// <summary>The contents of the messages of a type.</summary>
    public IEnumerable<JsonElement> Of(string type) => Messages.Where(message => message.Type == type).Select(message => message.Content);

    private string Stream(string name) =>
        string.Concat(Of("stream").Where(content => content.GetProperty("name").GetString() == name).Select(content => content.GetProperty("text").GetString()));
}
