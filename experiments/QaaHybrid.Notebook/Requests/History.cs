using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QaaHybrid.Files;
using QaaHybrid.Notebook.Messaging;

namespace QaaHybrid.Notebook.Requests;

/// <summary>
/// The cells of this session and of those before, in a file of one JSON object a line under <c>$XDG_STATE_HOME</c>. Where it cannot be written there is this session's
/// history alone.
/// </summary>
internal sealed class History
{
    private const int Kept = 10_000;

    private readonly List<Entry> _entries;
    private readonly string? _file;
    private readonly int _session;

    /// <summary>Opens the history.</summary>
    /// <param name="file">The file; null keeps none.</param>
    public History(string? file)
    {
        _file = file;
        _entries = file is null ? [] : Read(file);
        _session = _entries.Count == 0 ? 1 : _entries[^1].Session + 1;
    }

    /// <summary>Where the user's history lies.</summary>
    public static string DefaultFile => Path.Combine(UserFolder.State, "qaahybrid", "notebook-history.jsonl");

    /// <summary>Adds a cell.</summary>
    public void Add(int line, string code)
    {
        var entry = new Entry(_session, line, code);
        _entries.Add(entry);
        if (_file is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.AppendAllText(_file, JsonSerializer.Serialize(entry) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written is no reason to refuse a cell.
        }
    }

    /// <summary>The content of a <c>history_reply</c>.</summary>
    public JsonObject Answer(Request request)
    {
        var entries = request.Text("hist_access_type") switch
        {
            "range" => Range(request.Number("session", 0), request.Number("start", 0), request.Number("stop", int.MaxValue)),
            "search" => Search(request.Text("pattern", "*"), request.Flag("unique", false), request.Number("n", int.MaxValue)),
            _ => _entries.TakeLast(request.Number("n", int.MaxValue)),
        };
        // Outputs are not kept; the protocol then wants null in their place.
        var output = request.Flag("output", false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. entries.Select(entry => (JsonNode)new JsonArray(
                entry.Session, entry.Line, output ? new JsonArray(entry.Code, null) : JsonValue.Create(entry.Code)))]),
        };
    }

    // Session 0 is this one, −1 the one before; lines from start up to but not including stop.
    private IEnumerable<Entry> Range(int session, int start, int stop) =>
        _entries.Where(entry => entry.Session == (session > 0 ? session : _session + session) && entry.Line >= start && entry.Line < stop);

    // The pattern is a glob: * any text, ? one character.
    private IEnumerable<Entry> Search(string pattern, bool unique, int count)
    {
        var expression = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$";
        var found = _entries.Where(entry => Regex.IsMatch(entry.Code, expression, RegexOptions.Singleline));
        return (unique ? found.Reverse().DistinctBy(entry => entry.Code).Reverse() : found).TakeLast(count);
    }

    private static List<Entry> Read(string file)
    {
        try
        {
            return File.Exists(file) ? [.. File.ReadLines(file).TakeLast(Kept).Select(Parse).OfType<Entry>()] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static Entry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Entry(int Session, int Line, string Code);
}
