using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace QaaHybrid.AzureEmulator;

/// <summary>Writes what came out in the formats of the service.</summary>
internal static class ResultsWriter
{
    /// <summary>Most outcomes of a part that are listed with their exact probabilities.</summary>
    private const int MaxExactOutcomes = 1 << 16;

    /// <summary>
    /// <c>microsoft.quantum-results.v2</c>. The field <c>Emulator</c> is ours, and so is <c>Exact</c>, where it is asked for: the exact
    /// distribution as a product of independent ones, each with the positions of its bits in the outcome and the probability of each bit string.
    /// </summary>
    public static byte[] MicrosoftV2(ProgramOutcome outcome, OutputShape shape, bool exact)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("DataFormat", JobFormats.ResultsV2);
            json.WriteString("Emulator", EmulatorName.Text);
            json.WriteStartArray("Results");
            json.WriteStartObject();
            json.WriteStartArray("Histogram");
            foreach (var (bits, count) in outcome.Shots.CountBy(bits => bits).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WritePropertyName("Outcome");
                shape.WriteTo(json, bits);
                json.WriteString("Display", shape.Display(bits));
                json.WriteNumber("Count", count);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("Shots");
            foreach (var bits in outcome.Shots)
                shape.WriteTo(json, bits);
            json.WriteEndArray();
            if (exact && outcome.Parts is { } parts && parts.All(part => part.Support.Take(MaxExactOutcomes + 1).Count() <= MaxExactOutcomes))
                WriteExact(json, parts);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// <c>ionq.quantum-results.v1</c>: the probability of each outcome as a decimal integer, qubit 0 its lowest bit; exact where it is known
    /// and has not too many outcomes, the shots' frequency elsewhere.
    /// </summary>
    public static byte[] IonQ(ProgramOutcome outcome)
    {
        var probabilities = outcome.Parts is { } parts && PartDistribution.Joint(parts, MaxExactOutcomes) is { } joint
            ? joint
            : [.. outcome.Shots.CountBy(bits => bits).Select(entry => (entry.Key, (double)entry.Value / outcome.Shots.Count))];
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("histogram");
            foreach (var (key, probability) in probabilities.Select(entry => (Key: LowestFirst(entry.Bits), entry.Probability)).OrderBy(entry => entry.Key))
                json.WriteNumber(key.ToString(CultureInfo.InvariantCulture), probability);
            json.WriteEndObject();
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
