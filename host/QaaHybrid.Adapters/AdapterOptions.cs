using System.Collections;
using System.Globalization;
using static System.FormattableString;

namespace QaaHybrid.Adapters;

/// <summary>
/// The options of one method as a recipe or <c>--set</c> gives them: names and untyped values. A method reads the options it knows;
/// <see cref="RefuseUnknown"/> then names the first one that nobody asked for. A key may name its older or shorter forms behind bars: <c>lora_alpha|alpha</c>.
/// </summary>
/// <param name="method">The adapter's name, for messages.</param>
/// <param name="values">Option name → value: text, number, truth value, or a list of these.</param>
public sealed class AdapterOptions(string method, IReadOnlyDictionary<string, object?> values)
{
    private readonly SortedSet<string> _canonical = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>A whole number.</summary>
    /// <exception cref="AdapterOptionException">The value is no whole number, or below <paramref name="min"/>.</exception>
    public int Int(string key, int fallback, int min = 1) => OptionalInt(key, min) ?? fallback;

    /// <summary>A whole number, or null where the option is absent.</summary>
    /// <exception cref="AdapterOptionException">The value is no whole number, or below <paramref name="min"/>.</exception>
    public int? OptionalInt(string key, int min = 1)
    {
        if (Text(key) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min
            ? value
            : throw Wrong(key, text, $"a whole number of at least {min}");
    }

    /// <summary>A finite number.</summary>
    /// <exception cref="AdapterOptionException">The value is no finite number, below <paramref name="min"/>, or not below <paramref name="below"/>.</exception>
    public double Double(string key, double fallback, double min = double.NegativeInfinity, double below = double.PositiveInfinity)
    {
        if (Text(key) is not { } text)
            return fallback;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= min && value < below
            ? value
            : throw Wrong(key, text, "a number" + (double.IsFinite(min) ? Invariant($" of at least {min}") : "") + (double.IsFinite(below) ? Invariant($" and below {below}") : ""));
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <exception cref="AdapterOptionException">The value is neither.</exception>
    public bool Bool(string key, bool fallback)
    {
        if (Text(key) is not { } text)
            return fallback;
        return bool.TryParse(text, out var value) ? value : throw Wrong(key, text, "true or false");
    }

    /// <summary>A text, or null where the option is absent.</summary>
    public string? Text(string key) => Value(key) switch
    {
        null => null,
        IList or IDictionary => throw Wrong(key, "a list", "a single value"),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>One of a few words.</summary>
    /// <exception cref="AdapterOptionException">The value is none of them.</exception>
    public T Choice<T>(string key, T fallback, IReadOnlyDictionary<string, T> allowed)
    {
        if (Text(key) is not { } text)
            return fallback;
        return allowed.TryGetValue(text, out var value) ? value : throw Wrong(key, text, "one of " + string.Join(", ", allowed.Keys));
    }

    /// <summary>A list of texts; a single text is a list of one (commas separate, but not within a regular expression's slashes).</summary>
    public IReadOnlyList<string>? Texts(string key) => Value(key) switch
    {
        null => null,
        IList list => [.. list.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "")],
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)! is ['/', .., '/'] expression
            ? [expression]
            : Convert.ToString(value, CultureInfo.InvariantCulture)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };

    /// <summary>A list of whole numbers from 0 on; a single number is a list of one (commas separate).</summary>
    /// <exception cref="AdapterOptionException">An element is none.</exception>
    public IReadOnlyList<int>? Ints(string key) => Texts(key)?.Select(text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(key, text, "whole numbers")).ToList();

    /// <summary>A dictionary from module names to values, such as PEFT's <c>rank_pattern</c>; empty where the option is absent.</summary>
    /// <exception cref="AdapterOptionException">The value is no dictionary.</exception>
    public IReadOnlyDictionary<string, object?> Pattern(string key) => Value(key) switch
    {
        null => new Dictionary<string, object?>(),
        IReadOnlyDictionary<string, object?> pattern => pattern,
        var value => throw Wrong(key, Convert.ToString(value, CultureInfo.InvariantCulture)!, "a dictionary of module names"),
    };

    /// <summary>To be called after all options were read.</summary>
    /// <exception cref="AdapterOptionException">An option was given that the method does not have.</exception>
    public void RefuseUnknown()
    {
        foreach (var key in values.Keys)
            if (!_known.Contains(key))
                throw new AdapterOptionException(key, $"{method} has no option '{key}'; it has {string.Join(", ", _canonical)}");
    }

    /// <summary>How the user wrote a key that has several forms; its first form where it is absent.</summary>
    public string Written(string key) => key.Split('|') is var names && names.FirstOrDefault(values.ContainsKey) is { } written ? written : names[0];

    private object? Value(string key)
    {
        var names = key.Split('|');
        _canonical.Add(names[0]);
        _known.UnionWith(names);
        return names.Select(name => values.GetValueOrDefault(name)).FirstOrDefault(value => value is not null);
    }

    private AdapterOptionException Wrong(string key, string found, string expected)
    {
        var written = Written(key);
        return new(written, $"{method}: option '{written}' is '{found}', expected {expected}");
    }
}
