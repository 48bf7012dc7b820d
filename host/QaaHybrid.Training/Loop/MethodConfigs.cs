using QaaHybrid.Adapters;

namespace QaaHybrid.Training;

/// <summary>Checks the methods of a recipe with the adapters' registry, which knows their options.</summary>
public static class MethodConfigs
{
    /// <summary>The methods with their options fixed, in the recipe's order.</summary>
    /// <exception cref="RecipeException">An adapter or option is unknown or wrong; every method's first problem is listed, with its line.</exception>
    public static IReadOnlyList<AdapterConfig> Of(Recipe recipe)
    {
        var configs = new List<AdapterConfig>();
        var problems = new List<RecipeProblem>();
        foreach (var method in recipe.Methods)
            try
            {
                configs.Add(AdapterRegistry.Configure(method.Adapter, method.Options));
            }
            catch (AdapterOptionException error)
            {
                problems.AddRange(method.Refuse(error.Key, error.Message).Problems);
            }
        return problems.Count == 0 ? configs : throw new RecipeException(problems);
    }
}
