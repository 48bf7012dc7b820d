namespace QaaHybrid.Training;

/// <summary>The steps that reading any kind of recipe consists of.</summary>
internal static class RecipeReading
{
    /// <summary>The dotted keys that reading a recipe asks for, whether they are written or not, and those of the options that another room checks.</summary>
    public static (T Recipe, IEnumerable<string> Keys) Keys<T>(string text, string name, Func<RecipeSection, T> read)
    {
        var keys = new List<string>();
        return (read(new RecipeSection(RecipeTree.Parse(text, name), "", [], keys)), keys);
    }

    /// <summary>Parses, applies the overrides, reads every section, and refuses if any problem was noted.</summary>
    /// <exception cref="RecipeException">Something is wrong; every problem is listed.</exception>
    public static T Read<T>(
        string text, string name, IEnumerable<string>? overrides, Func<RecipeSection, T> read, Func<T, string, T> withYaml)
    {
        var tree = RecipeTree.Parse(text, name);
        foreach (var item in overrides ?? [])
            RecipeOverride.Apply(tree, item);
        var problems = new List<RecipeProblem>();
        var recipe = read(new RecipeSection(tree, "", problems));
        return problems.Count == 0 ? withYaml(recipe, RecipeTree.Write(tree)) : throw new RecipeException(problems);
    }
}
