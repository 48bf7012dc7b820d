using System.Globalization;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>The numbers of a loop as TensorBoard reads them, in a file <c>events.out.tfevents.…</c>: the same columns and steps as <c>metrics.jsonl</c>.</summary>
internal sealed class EventLog : IDisposable
{
    private const string Prefix = "events.out.tfevents.";

    private readonly FileStream stream;
    private readonly TimeProvider clock;

    private EventLog(string path, TimeProvider clock) => (stream, this.clock) = (new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0), clock);

    /// <summary>Opens the log of a folder to append to; events after <paramref name="step"/>, and one that was cut off, are dropped first.</summary>
    /// <param name="folder">The folder; it exists.</param>
    /// <param name="step">The step from which the loop goes on; 0 for a new one, which starts an empty log.</param>
    /// <param name="clock">Wall time, which TensorBoard can draw over.</param>
    public static EventLog Open(string folder, int step, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var path = Find(folder) ?? Path.Combine(folder, Prefix + clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ".qaahybrid");
        var kept = step > 0 && File.Exists(path) ? RecordFile.Read(File.ReadAllBytes(path)).Where(record => EventMessage.StepOf(record.Span) <= step).ToList() : [];
        AtomicFile.Write(path, file =>
        {
            if (kept.Count == 0)
                RecordFile.Write(file, EventMessage.Version(Seconds(clock)));
            foreach (var record in kept)
                RecordFile.Write(file, record.Span);
        });
        return new EventLog(path, clock);
    }

    /// <summary>The event file of a folder; null where there is none.</summary>
    public static string? Find(string folder) => Directory.EnumerateFiles(folder, Prefix + "*").Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Appends the numbers of a step; those that are not finite are TensorBoard's to show.</summary>
    /// <exception cref="FileWriteException">They cannot be written; an event that was cut off is dropped when the log is opened again.</exception>
    public void Write(int step, IEnumerable<KeyValuePair<string, double>> values) =>
        FileWriteException.Guard(stream.Name, () => RecordFile.Write(stream, EventMessage.Scalars(Seconds(clock), step, values)));

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static double Seconds(TimeProvider clock) => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
}
