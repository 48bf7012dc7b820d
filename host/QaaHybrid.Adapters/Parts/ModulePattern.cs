using System.Globalization;
using System.Text.RegularExpressions;

namespace QaaHybrid.Adapters.Parts;

/// <summary>
/// Numbers that differ by module, as PEFT's <c>rank_pattern</c> and <c>alpha_pattern</c> say it: each key is a module's name, the end of one, or a regular expression for
/// these; the first key that fits <c>^(.*\.)?(key)$</c> counts.
/// </summary>
public sealed class ModulePattern
{
    private readonly string _option;
    private readonly List<(string Key, Regex Expression, double Value)> _entries;

    /// <summary>A pattern of given numbers.</summary>
    /// <param name="option">The option's name, for messages.</param>
    /// <param name="values">Name or expression → number.</param>
    /// <exception cref="AdapterOptionException">A key is no regular expression.</exception>
    public ModulePattern(string option, IEnumerable<KeyValuePair<string, double>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _option = option;
        _entries = [.. values.Select(entry => (entry.Key, NameExpression.Of(option, entry.Key, $@"^(?:.*\.)?(?:{entry.Key})$"), entry.Value))];
    }

    /// <summary>The pattern as configurations hold it.</summary>
    public IReadOnlyDictionary<string, object?> Written => _entries.ToDictionary(entry => entry.Key, entry => (object?)entry.Value);

    /// <summary>Reads an option.</summary>
    /// <param name="options">The method's options.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="min">Least number that is allowed.</param>
    /// <param name="whole">Whether it has to be a whole number.</param>
    /// <exception cref="AdapterOptionException">A value is no such number, or a key no regular expression.</exception>
    public static ModulePattern Read(AdapterOptions options, string option, double min, bool whole)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(option, options.Pattern(option).Select(entry => KeyValuePair.Create(entry.Key, Number(entry.Key, Convert.ToString(entry.Value, CultureInfo.InvariantCulture)))));

        double Number(string key, string? text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= min && (!whole || double.IsInteger(value))
                ? value
                : throw new AdapterOptionException(option, FormattableString.Invariant($"{option}: '{key}' is '{text}', expected a {(whole ? "whole " : "")}number of at least {min}"));
    }

    /// <summary>The number of a module.</summary>
    /// <param name="module">Its full name in the model.</param>
    /// <param name="fallback">The number of all modules that no key fits.</param>
    public double Of(string module, double fallback) => _entries.Where(entry => entry.Expression.IsMatch(module)).Select(entry => (double?)entry.Value).FirstOrDefault() ?? fallback;

    /// <summary>To be called by each layer that is wrapped: a key that fits none of them would train something else than the recipe says. In a file such keys have done their work.</summary>
    /// <exception cref="AdapterOptionException">A key fits no adapted module.</exception>
    public void RefuseIdleKeys(AdapterScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.FromFile)
            return;
        _ = scope.Share($"{_option} checked", () =>
        {
            var idle = _entries.Find(entry => !scope.Targets.Any(target => entry.Expression.IsMatch(target.Name)));
            return idle.Key is null ? true : throw new AdapterOptionException(_option,
                $"{_option}: '{idle.Key}' fits none of the adapted modules; they are {string.Join(", ", scope.Targets.Select(target => target.Name).Take(8))}{(scope.Targets.Count > 8 ? " …" : "")}");
        });
    }
}
