namespace QaaHybrid.Training;

/// <summary>What differs between the recipe that a folder was begun by and another.</summary>
internal static class RecipeDifferences
{
    private const int Shown = 8;

    /// <summary>Refuses another recipe.</summary>
    /// <param name="file">Where the first one lies.</param>
    /// <param name="then">It.</param>
    /// <param name="now">The other.</param>
    /// <param name="free">Keys that may differ.</param>
    /// <exception cref="DataFileException">They differ; the message says in what.</exception>
    public static void Refuse(string file, string then, string now, params string[] free)
    {
        var differences = Of(then, now).Where(difference => !free.Contains(difference.Key)).Select(difference => difference.Text).ToList();
        if (differences.Count > 0)
            throw new DataFileException(file,
                $"was begun by another recipe: {string.Join("; ", differences.Take(Shown))}{(differences.Count > Shown ? $"; and {differences.Count - Shown} more" : "")}. Name another folder, or take back the change");
    }

    /// <summary>The keys that differ, in the order of the first recipe, each in words.</summary>
    public static IEnumerable<(string Key, string Text)> Of(string then, string now)
    {
        var (before, after) = (Flat(then), Flat(now));
        foreach (var key in before.Keys.Union(after.Keys))
            if (before.GetValueOrDefault(key) is var old && after.GetValueOrDefault(key) is var changed && old != changed)
                yield return (key, $"{key}: {old ?? "not there"} then, {changed ?? "not there"} now");
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
