using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>The labels of a task by number, and how a file may write them: by name, or by number.</summary>
/// <param name="names">The names, in the order of their numbers; none for a regression.</param>
/// <param name="first">How a file writes the number of the first label: 0, or 1 in AG News.</param>
public sealed class LabelMap(IReadOnlyList<string> names, int first = 0)
{
    private readonly Dictionary<string, int> numbers = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);

    /// <summary>The names, in the order of their numbers; none for a regression.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Lowest and highest score of a regression.</summary>
    public (double Low, double High) Range { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The number of a label, or the score, as a file writes it.</summary>
    /// <exception cref="DataFileException">It is missing, is no label of the task or no score; file and line, what was found and what is expected are named.</exception>
    public double Parse(string file, int line, string? text)
    {
        if (string.IsNullOrEmpty(text))
            throw new DataFileException(file, line, $"has no label; expected {Expected}");
        if (names.Count == 0)
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && score >= Range.Low && score <= Range.High
                ? score
                : throw new DataFileException(file, line, $"the score is '{text}'; expected {Expected}");
        // The name goes first: names may be numerals themselves.
        if (numbers.TryGetValue(text, out var number))
            return number;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= first && number < first + names.Count
            ? number - first
            : throw new DataFileException(file, line, $"the label is '{text}'; expected {Expected}");
    }

    /// <summary>A prediction as a file has it: the name of a class, or its number; a score within its range, with three decimals.</summary>
    internal string Write(double value, bool asName) =>
        names.Count == 0 ? Math.Clamp(value, Range.Low, Range.High).ToString("0.000", CultureInfo.InvariantCulture)
        : asName ? names[(int)value] : ((int)value + first).ToString(CultureInfo.InvariantCulture);

    private string Expected => names.Count > 0
        ? string.Join(", ", names.Take(8).Select((name, number) => FormattableString.Invariant($"{number + first} ({name})"))) + (names.Count > 8 ? FormattableString.Invariant($", … {names.Count} in all") : "")
        : double.IsInfinity(Range.Low) ? "a number" : FormattableString.Invariant($"a number from {Range.Low} to {Range.High}");
}
