using System.Text;
using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>
/// The numbers of a loop, a JSON object a line. Each line is written out at once, so that a killed run keeps what it logged; a resumed
/// run cuts off what lies after its checkpoint and goes on. Beside it the same numbers are written as TensorBoard reads them.
/// </summary>
public sealed class MetricsLog : IDisposable
{
    private readonly FileStream stream;
    private readonly EventLog events;

    // Unbuffered: what could not be written is not tried again when the log is closed.
    private MetricsLog(string path, EventLog events) => (stream, this.events) = (new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0), events);

    /// <summary>Opens a log to append to; rows after <paramref name="step"/> are dropped first.</summary>
    /// <param name="path">The file; created with its folder where it is missing.</param>
    /// <param name="step">The step from which the loop goes on; 0 for a new one, which starts an empty log.</param>
    public static MetricsLog Open(string path, int step) => Open(path, step, out _);

    /// <inheritdoc cref="Open(string, int)"/>
    /// <param name="path">The file; created with its folder where it is missing.</param>
    /// <param name="step">The step from which the loop goes on; 0 for a new one, which starts an empty log.</param>
    /// <param name="kept">The rows that stay.</param>
    public static MetricsLog Open(string path, int step, out IReadOnlyList<MetricRow> kept)
    {
        path = Path.GetFullPath(path);
        kept = step > 0 ? [.. Read(path).Where(row => row.Step <= step)] : [];
        AtomicFile.WriteText(path, string.Concat(kept.Select(row => Line(row) + "\n")));
        return new MetricsLog(path, EventLog.Open(Path.GetDirectoryName(path)!, step));
    }

    /// <summary>The rows of a log; a last line that was cut off is left out. Empty where there is no file.</summary>
    /// <exception cref="DataFileException">A line other than the last is not one of ours.</exception>
    public static IReadOnlyList<MetricRow> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var rows = new List<MetricRow>();
        (int Number, string Text)? bad = null;
        foreach (var (number, text) in TextFile.Lines(path))
        {
            if (bad is { } before)
                throw new DataFileException(path, before.Number, $"is no row of a metrics log: {before.Text}");
            if (Parse(text) is { } row)
                rows.Add(row);
            else
                bad = (number, text);
        }
        return rows;
    }

    /// <summary>Appends a row.</summary>
    /// <exception cref="FileWriteException">It cannot be written; a row that was cut off is dropped when the log is opened again.</exception>
    public void Write(int step, IEnumerable<KeyValuePair<string, double>> values)
    {
        var row = new MetricRow(step, new Dictionary<string, double>(values));
        FileWriteException.Guard(stream.Name, () => stream.Write(Encoding.UTF8.GetBytes(Line(row) + "\n")));
        events.Write(step, row.Values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        events.Dispose();
    }

    private static string Line(MetricRow row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("step", row.Step);
            foreach (var (name, value) in row.Values)
                if (double.IsFinite(value))
                    json.WriteNumber(name, value);
                else
                    json.WriteNull(name); // JSON has no NaN
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static MetricRow? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var values = new Dictionary<string, double>();
            int? step = null;
            foreach (var member in document.RootElement.EnumerateObject())
                if (member.Name == "step")
                    step = member.Value.GetInt32();
                else
                    values.Add(member.Name, member.Value.ValueKind == JsonValueKind.Null ? double.NaN : member.Value.GetDouble());
            return step is { } s ? new MetricRow(s, values) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
