namespace QaaHybrid.Adapters;

/// <summary>
/// Matches names of modules as Hugging Face PEFT does: a name hits a module that is called so or whose full name ends in
/// <c>.name</c>; a text in slashes (<c>/layers\.[01]\..*q_proj/</c>) is a regular expression over the full name. Unlike PEFT,
/// a part that hits nothing is refused: such a run would train something else than its recipe says.
/// </summary>
public static class TargetModules
{
    /// <summary>The full names that are hit, in the order of <paramref name="candidates"/>.</summary>
    /// <param name="patterns">Names or regular expressions.</param>
    /// <param name="candidates">Full names of the modules that could be adapted.</param>
    /// <param name="option">The option that the patterns come from, for messages.</param>
    /// <param name="idleAllowed">Whether a pattern may hit nothing, as in PEFT: so in files, whose tensors say what is adapted.</param>
    /// <exception cref="AdapterOptionException">A pattern hits nothing, or is no valid expression.</exception>
    public static IReadOnlyList<string> Match(IReadOnlyList<string> patterns, IReadOnlyList<string> candidates, string option = "target_modules", bool idleAllowed = false)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(candidates);
        var hit = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            var matches = Matcher(pattern, option);
            var found = candidates.Where(matches).ToList();
            if (found.Count == 0 && !idleAllowed)
                throw HitsNothing([pattern], candidates, option);
            hit.UnionWith(found);
        }
        return [.. candidates.Where(hit.Contains)];
    }

    /// <summary>The refusal of patterns of which none hits a module.</summary>
    internal static AdapterOptionException HitsNothing(IReadOnlyList<string> patterns, IEnumerable<string> candidates, string option = "target_modules") =>
        new(option, $"{option}: '{string.Join("', '", patterns)}' {(patterns.Count == 1 ? "hits" : "hit")} no module of this model; there are {string.Join(", ", ShortNames(candidates))}");

    /// <summary>Whether a pattern is a regular expression: it stands between slashes.</summary>
    internal static bool IsExpression(string pattern) => pattern is ['/', _, .., '/'];

    private static Func<string, bool> Matcher(string pattern, string option)
    {
        if (!IsExpression(pattern))
            return name => name == pattern || name.EndsWith('.' + pattern, StringComparison.Ordinal);
        return NameExpression.Of(option, pattern, $"^(?:{pattern[1..^1]})$").IsMatch;
    }

    private static IEnumerable<string> ShortNames(IEnumerable<string> names) =>
        names.Select(name => name[(name.LastIndexOf('.') + 1)..]).Distinct(StringComparer.Ordinal);
}
