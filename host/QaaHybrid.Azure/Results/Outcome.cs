using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>
/// One outcome as a payload writes it: a number, a truth value, a text, an array of outcomes, or a tuple <c>{"Item1":…,"Item2":…}</c>.
/// </summary>
internal static class Outcome
{
    /// <summary>The shot failed; its text is what it said.</summary>
    public static string? Error(JsonElement outcome) =>
        outcome.ValueKind == JsonValueKind.Object && outcome.TryGetProperty("Error", out _) ? outcome.Text("Error") ?? "no reason given" : null;

    /// <summary>
    /// All its results from left to right as a string of bits: 0, 1, and <c>-</c> for a lost qubit (written <c>"-"</c> or 2); null where it
    /// holds anything else.
    /// </summary>
    public static string? Bits(JsonElement outcome)
    {
        var bits = new StringBuilder();
        return AppendBits(outcome, bits) && bits.Length > 0 ? bits.ToString() : null;
    }

    /// <summary>In words, as the service displays outcomes: <c>[0, 1]</c>, <c>(3, 0.5)</c>.</summary>
    public static string Words(JsonElement outcome) => outcome.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(", ", outcome.EnumerateArray().Select(Words))}]",
        JsonValueKind.Object => $"({string.Join(", ", Members(outcome).Select(Words))})",
        JsonValueKind.String => outcome.GetString()!,
        _ => outcome.GetRawText(),
    };

    private static bool AppendBits(JsonElement outcome, StringBuilder bits)
    {
        switch (outcome.ValueKind)
        {
            case JsonValueKind.Array:
                return outcome.EnumerateArray().All(element => AppendBits(element, bits));
            case JsonValueKind.Object:
                return Members(outcome).All(element => AppendBits(element, bits));
            case JsonValueKind.True or JsonValueKind.False:
                bits.Append(outcome.ValueKind == JsonValueKind.True ? '1' : '0');
                return true;
            case JsonValueKind.Number when outcome.GetRawText() is "0" or "1" or "2":
                bits.Append(outcome.GetRawText() is "2" ? "-" : outcome.GetRawText());
                return true;
            case JsonValueKind.String:
                return AppendWord(outcome.GetString()!, bits);
            default:
                return false;
        }
    }

    /// <summary>A text that stands for results: a bit string, <c>Zero</c>, <c>One</c>, <c>True</c>, <c>False</c>, a lost qubit.</summary>
    public static bool AppendWord(string word, StringBuilder bits)
    {
        if (word is "Zero" or "False" or "One" or "True")
            bits.Append(word is "Zero" or "False" ? '0' : '1');
        else if (word.Length > 0 && word.All(letter => letter is '0' or '1' or '-' or '2'))
            bits.Append(word.Replace('2', '-'));
        else
            return false;
        return true;
    }

    // A tuple's members by number: Item10 after Item9, however they are written down.
    private static IEnumerable<JsonElement> Members(JsonElement tuple) => tuple.EnumerateObject()
        .OrderBy(member => member.Name.StartsWith("Item", StringComparison.Ordinal)
            && int.TryParse(member.Name.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Select(member => member.Value);
}
