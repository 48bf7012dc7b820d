using System.Collections;
using System.Globalization;

namespace QaaHybrid.Display;

/// <summary>Values of no type of ours as text: numbers as they are everywhere, collections with their first items.</summary>
internal static class PlainValues
{
    private const int ShownItems = 20;
    private const int Depth = 3;

    /// <summary>A value as text.</summary>
    public static string Text(object? value, int depth = 0) => value switch
    {
        null => "null",
        string text => depth == 0 ? text : $"\"{text}\"",
        char letter => depth == 0 ? letter.ToString() : $"'{letter}'",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IDictionary items when depth < Depth => $"{{{Items(items.Keys.Cast<object>().Select(key => $"{Text(key, depth + 1)}: {Text(items[key], depth + 1)}"), items.Count)}}}",
        IEnumerable items when depth < Depth => $"[{Items(items.Cast<object?>().Select(item => Text(item, depth + 1)), (items as ICollection)?.Count)}]",
        _ => value.ToString() ?? "",
    };

    // One item more than is shown says that there are more, also where nobody knows how many.
    private static string Items(IEnumerable<string> items, int? count)
    {
        var first = items.Take(ShownItems + 1).ToList();
        return first.Count <= ShownItems
            ? string.Join(", ", first)
            : $"{string.Join(", ", first.Take(ShownItems))}, …{(count is { } known ? FormattableString.Invariant($" {known:#,0} in all") : "")}";
    }
}
