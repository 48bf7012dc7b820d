using System.Text;
using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>Reads the outputs of jobs, whatever the provider, into <see cref="JobResult"/>.</summary>
public static class ResultReader
{
    private delegate IReadOnlyList<JobResult> Reading(JsonElement payload, ResultContext context);

    private static readonly Dictionary<string, Reading> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        [JobFormats.MicrosoftResults] = MicrosoftResults.Read,
        [JobFormats.MicrosoftResultsV1] = (payload, context) => [MicrosoftResultsV1.Read(payload, context)],
        [JobFormats.IonQResults] = (payload, context) => [IonQResults.Read(payload, context)],
        [JobFormats.QuantinuumResults] = (payload, context) => [RegisterResults.Read(payload, context, mostSignificantFirst: true)],
        [JobFormats.RigettiResults] = (payload, context) => [RegisterResults.Read(payload, context, mostSignificantFirst: false)],
        [JobFormats.PasqalResults] = (payload, context) => [PasqalResults.Read(payload, context)],
    };

    /// <summary>The formats that <see cref="Read"/> knows.</summary>
    public static IReadOnlyCollection<string> Formats => Readers.Keys;

    /// <summary>Reads an output.</summary>
    /// <param name="output">The bytes of the output blob.</param>
    /// <param name="format">Its format, see <see cref="JobFormats"/>; a format that the payload itself names (<c>DataFormat</c>) wins.</param>
    /// <param name="context">What else is known about the job.</param>
    /// <returns>One result; more where the job was a batch of several.</returns>
    /// <exception cref="ResultFormatException">The bytes are not JSON, or not of that format, or the format is not known.</exception>
    public static IReadOnlyList<JobResult> Read(BinaryData output, string format, ResultContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        JsonElement payload;
        try
        {
            using var document = JsonDocument.Parse(output.ToMemory());
            payload = document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ResultFormatException($"{format}: the output is not JSON: {exception.Message} It begins with '{Beginning(output)}'", exception);
        }
        var name = payload.Text("DataFormat") ?? format;
        if (!Readers.TryGetValue(name, out var read))
            throw new ResultFormatException($"no reader for the output format '{name}'; known: {string.Join(", ", Formats)}");
        try
        {
            return [.. read(payload, context ?? new ResultContext()).Select(result => result with { Format = name })];
        }
        catch (ResultFormatException exception)
        {
            throw new ResultFormatException($"{name}: {exception.Message}. The output begins with '{Beginning(output)}'", exception);
        }
    }

    private static string Beginning(BinaryData output)
    {
        const int shown = 80;
        var bytes = output.ToMemory().Span;
        var text = Encoding.UTF8.GetString(bytes.Length > shown ? bytes[..shown] : bytes);
        return text.ReplaceLineEndings(" ") + (bytes.Length > shown ? "…" : "");
    }
}
