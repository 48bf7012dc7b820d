using System.Buffers;
using System.Globalization;
using System.Text.Json;
using QaaHybrid.Azure;

namespace QaaHybrid.AzureEmulator;

/// <summary>Writes what came out in the formats of the service.</summary>
internal static class ResultsWriter
{
    /// <summary>
    /// <c>microsoft.quantum-results.v2</c>. Three fields are ours: <c>Emulator</c>, and where exact values are asked for, <c>Probability</c> beside
    /// each count (outcomes with a count of 0 are listed too), or, where there are too many outcomes to list, <c>Exact</c>: the distribution as a
    /// product of independent ones, each with the positions of its bits in the outcome and the probability of each bit string.
    /// </summary>
    public static byte[] MicrosoftV2(ProgramOutcome outcome, OutputShape shape, bool exact)
    {
        var joint = exact && outcome.Parts is { } independent ? PartDistribution.Joint(independent)?.ToDictionary() : null;
        var counts = outcome.Shots.CountBy(bits => bits).ToDictionary();
        return Write(json =>
        {
            json.WriteString("DataFormat", JobFormats.MicrosoftResults);
            json.WriteString("Emulator", EmulatorName.Text);
            json.WriteStartArray("Results");
            json.WriteStartObject();
            json.WriteStartArray("Histogram");
            foreach (var bits in counts.Keys.Union(joint?.Keys.AsEnumerable() ?? []).Order(StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WritePropertyName("Outcome");
                shape.WriteTo(json, bits);
                json.WriteString("Display", shape.Display(bits));
                json.WriteNumber("Count", counts.GetValueOrDefault(bits));
                if (joint is not null)
                    json.WriteNumber("Probability", joint.GetValueOrDefault(bits));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("Shots");
            foreach (var bits in outcome.Shots)
                shape.WriteTo(json, bits);
            json.WriteEndArray();
            if (exact && joint is null && outcome.Parts is { } parts)
                WriteExact(json, parts);
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    /// <summary>
    /// <c>ionq.quantum-results.v1</c>: the probability of each outcome as a decimal integer, qubit 0 its lowest bit; exact where it is known
    /// and has not too many outcomes, the shots' frequency elsewhere.
    /// </summary>
    public static byte[] IonQ(ProgramOutcome outcome)
    {
        var probabilities = outcome.Parts is { } parts && PartDistribution.Joint(parts) is { } joint
            ? joint
            : [.. outcome.Shots.CountBy(bits => bits).Select(entry => (entry.Key, (double)entry.Value / outcome.Shots.Count))];
        return Write(json =>
        {
            json.WriteStartObject("histogram");
            foreach (var (key, probability) in probabilities.Select(entry => (Key: LowestFirst(entry.Bits), entry.Probability)).OrderBy(entry => entry.Key))
                json.WriteNumber(key.ToString(CultureInfo.InvariantCulture), probability);
            json.WriteEndObject();
        });
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteExact(Utf8JsonWriter json, IReadOnlyList<PartDistribution> parts)
    {
        json.WriteStartArray("Exact");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteStartArray("Positions");
            foreach (var position in part.Positions)
                json.WriteNumberValue(position);
            json.WriteEndArray();
            json.WriteStartObject("Probabilities");
            foreach (var (bits, probability) in part.Support)
                json.WriteNumber(bits, probability);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static long LowestFirst(string bits)
    {
        var value = 0L;
        for (var qubit = 0; qubit < bits.Length; qubit++)
            value |= (long)(bits[qubit] - '0') << qubit;
        return value;
    }
}
