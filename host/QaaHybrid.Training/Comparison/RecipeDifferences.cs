namespace QaaHybrid.Training;

/// <summary>What differs between recipes.</summary>
public static class RecipeDifferences
{
    private const int Shown = 8;

    /// <summary>Refuses another recipe.</summary>
    /// <param name="file">Where the first one lies.</param>
    /// <param name="then">It.</param>
    /// <param name="now">The other.</param>
    /// <param name="free">Keys that may differ.</param>
    /// <exception cref="DataFileException">They differ; the message says in what.</exception>
    internal static void Refuse(string file, string then, string now, params string[] free)
    {
        var differences = Of(then, now).Where(difference => !free.Contains(difference.Key)).Select(difference => difference.Text).ToList();
        if (differences.Count > 0)
            throw new DataFileException(file,
                $"was begun by another recipe: {string.Join("; ", differences.Take(Shown))}{(differences.Count > Shown ? $"; and {differences.Count - Shown} more" : "")}. Name another folder, or take back the change");
    }

    /// <summary>The keys that differ, in the order of the first recipe, each in words.</summary>
    internal static IEnumerable<(string Key, string Text)> Of(string then, string now)
    {
        foreach (var (key, values) in Among([then, now]))
            yield return (key, $"{key}: {values[0] ?? "not there"} then, {values[1] ?? "not there"} now");
    }

    /// <summary>The keys in which recipes differ, in the order of the first one that has them, with the value that each recipe has; null where it has none.</summary>
    /// <param name="recipes">The recipes as YAML. Lists of named items, such as the methods, are compared name by name.</param>
    public static IEnumerable<(string Key, IReadOnlyList<string?> Values)> Among(IReadOnlyList<string> recipes)
    {
        var flat = recipes.Select(Flat).ToList();
        foreach (var key in flat.SelectMany(recipe => recipe.Keys).Distinct())
            if (flat.Select(recipe => recipe.GetValueOrDefault(key)).ToList() is var values && values.Distinct().Count() > 1)
                yield return (key, values);
    }

    private static OrderedDictionary<string, string> Flat(string yaml)
    {
        var values = new OrderedDictionary<string, string>();
        Add(values, "", RecipeTree.Parse(yaml, "recipe"));
        return values;
    }

    private static void Add(OrderedDictionary<string, string> values, string key, RecipeNode node)
    {
        string Below(string name) => key.Length == 0 ? name : $"{key}.{name}";
        switch (node)
        {
            case RecipeScalar scalar:
                values[key] = scalar.Text;
                break;
            case RecipeList list when list.Items.All(item => item is RecipeScalar):
                values[key] = $"[{string.Join(", ", list.Items.Cast<RecipeScalar>().Select(item => item.Text))}]";
                break;
            case RecipeList list:
                foreach (var (i, item) in list.Items.Index())
                    Add(values, Below(item is RecipeMap named && named.Items.GetValueOrDefault("name") is RecipeScalar name ? name.Text : FormattableString.Invariant($"{i}")), item);
                break;
            case RecipeMap map:
                foreach (var (name, item) in map.Items)
                    Add(values, Below(name), item);
                break;
        }
    }
}
