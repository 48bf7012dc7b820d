using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>What a comparison's recipe comes to, seed by seed.</summary>
public static class ComparisonPlan
{
    /// <summary>Refuses a recipe that cannot be compared by.</summary>
    /// <exception cref="RecipeException">It names no seed.</exception>
    public static void Check(Recipe recipe)
    {
        if (recipe.Comparison.Seeds.Count == 0)
            throw new RecipeException(new RecipeProblem("recipe", "comparison.seeds", "names no seed; for example comparison: { seeds: [1, 2, 3, 4, 5] }, or --seeds 1,2,3"));
    }

    /// <summary>The name of the method that the others are tested against.</summary>
    public static string Baseline(Recipe recipe) => recipe.Comparison.Baseline.Length > 0 ? recipe.Comparison.Baseline : recipe.Methods[0].Name;

    /// <summary>The recipe of the run with one seed: the seed, and the budget that all methods share, written into it.</summary>
    /// <exception cref="RecipeException">An option does not fit.</exception>
    public static Recipe ForSeed(Recipe recipe, long seed)
    {
        var tree = RecipeTree.Parse(recipe.Yaml, "recipe");
        tree.Items["seed"] = Scalar(seed.ToString(CultureInfo.InvariantCulture));
        var (equal, budget) = (recipe.Comparison.Equal, recipe.Comparison.Budget);
        if (budget.Length > 0 && equal == "parameters")
            foreach (var method in ((RecipeList)tree.Items["methods"]).Items.Cast<RecipeMap>())
                method.Items.TryAdd("budget", Scalar(budget));
        else if (budget.Length > 0)
            SetLength(tree, equal == "time" ? "seconds" : "steps", budget);
        return RecipeFile.Parse(RecipeTree.Write(tree), "recipe");
    }

    private static void SetLength(RecipeMap tree, string key, string value)
    {
        if (!tree.Items.TryGetValue("training", out var node))
            tree.Items["training"] = node = new RecipeMap("");
        var training = (RecipeMap)node;
        foreach (var length in RecipeFile.Lengths)
            training.Items.Remove(length);
        training.Items[key] = Scalar(value);
    }

    private static RecipeScalar Scalar(string text) => new("", text, quoted: false);
}
