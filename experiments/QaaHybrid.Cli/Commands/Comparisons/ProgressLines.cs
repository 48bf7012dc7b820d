using System.Text.Json;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary>Progress from one process to another: a JSON object a line, either <c>{"say": …}</c> or a report.</summary>
internal sealed class ProgressLines(TextWriter writer) : IProgressSink
{
    public void Say(string line) => Write(new Line(line, null));

    public void Report(ProgressReport report) => Write(new Line(null, report));

    /// <summary>Passes a line on; one that is none of ours is said as it is.</summary>
    public static void Pass(string text, IProgressSink progress)
    {
        try
        {
            var line = JsonSerializer.Deserialize<Line>(text);
            if (line?.Step is { } report)
                progress.Report(report);
            else if (line?.Said is { } said)
                progress.Say(said);
        }
        catch (JsonException)
        {
            progress.Say(text);
        }
    }

    private void Write(Line line)
    {
        writer.WriteLine(JsonSerializer.Serialize(line));
        writer.Flush();
    }

    private sealed record Line(string? Said, ProgressReport? Step);
}
