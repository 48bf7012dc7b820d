using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>What a comparison's recipe comes to, seed by seed.</summary>
public static class ComparisonPlan
{
    /// <summary>Refuses a recipe that cannot be compared by.</summary>
    /// <param name="recipe">The recipe as it was read, with its file's lines.</param>
    /// <exception cref="RecipeException">It names no seed, or none of its methods can be given as many parameters as the others; or a method's options are wrong.</exception>
    public static void Check(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (recipe.Comparison.Seeds.Count == 0)
            throw new RecipeException(new RecipeProblem("recipe", "comparison.seeds", "names no seed; for example comparison: { seeds: [1, 2, 3, 4, 5] }, or --seeds 1,2,3"));
        _ = MethodConfigs.Of(recipe);
        if (recipe.Methods.Count > 0 && WithoutSize(recipe).Count == recipe.Methods.Count)
            throw new RecipeException(new RecipeProblem("recipe", "comparison.equal",
                $"parameters: {string.Join(", ", recipe.Methods.Select(method => method.Adapter).Distinct())} {(recipe.Methods.Count == 1 ? "has" : "have")} no size to choose; add a method that has one, such as lora, or compare by steps or time"));
    }

    /// <summary>
    /// The methods that a comparison by parameters leaves as they are: they have no size to choose (full fine-tuning, BitFit, GOFT). They stand beside the others as
    /// marks, and the report says that they have other numbers of parameters.
    /// </summary>
    /// <exception cref="RecipeException">A method's options are wrong.</exception>
    public static IReadOnlyList<string> WithoutSize(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Comparison.Equal != "parameters" ? []
            : [.. recipe.Methods.Zip(MethodConfigs.Of(recipe)).Where(entry => !entry.Second.TakesBudget).Select(entry => entry.First.Name)];
    }

    /// <summary>The refusal of a run's recipe with the places of the comparison's: what is wrong with a method is told by the line where the user wrote it.</summary>
    public static RecipeException InPlacesOf(Recipe recipe, RecipeException refusal)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(refusal);
        return new RecipeException([.. refusal.Problems.Select(problem =>
            recipe.Methods.FirstOrDefault(method => problem.Key.StartsWith($"methods.{method.Name}.", StringComparison.Ordinal)) is { } method
                ? method.Refuse(problem.Key[$"methods.{method.Name}.".Length..], problem.What).Problems[0]
                : problem)]);
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
        {
            var without = WithoutSize(recipe);
            foreach (var (method, node) in recipe.Methods.Zip(((RecipeList)tree.Items["methods"]).Items.Cast<RecipeMap>()))
                if (!without.Contains(method.Name))
                    node.Items.TryAdd("budget", Scalar(budget));
        }
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
