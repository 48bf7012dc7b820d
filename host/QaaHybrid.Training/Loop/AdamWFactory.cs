using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Training;

/// <summary>Makes the optimiser of a recipe.</summary>
internal static class AdamWFactory
{
    /// <summary>AdamW over the parameters; each goes to the first group whose pattern matches its name, or to the rest.</summary>
    /// <param name="recipe">The settings.</param>
    /// <param name="parameters">Parameters by name.</param>
    /// <exception cref="RecipeException">A group matches no parameter.</exception>
    public static Adam Create(OptimizerRecipe recipe, IReadOnlyList<(string Name, Parameter Parameter)> parameters)
    {
        var rest = parameters.ToList();
        var groups = new List<optim.ParamGroup>();
        foreach (var group in recipe.Groups)
        {
            var matched = rest.Where(entry => group.Matches(entry.Name)).ToList();
            if (matched.Count == 0)
                throw new RecipeException(new RecipeProblem("recipe", "optimizer.groups",
                    $"'{group.Match}' matches no trained parameter; there are {string.Join(", ", parameters.Select(entry => entry.Name).Take(8))}{(parameters.Count > 8 ? ", …" : "")}"));
            rest.RemoveAll(matched.Contains);
            groups.Add(new optim.ParamGroup(matched, group.Lr, group.WeightDecay));
        }
        if (rest.Count > 0)
            groups.Add(new optim.ParamGroup(rest, recipe.Lr, recipe.WeightDecay));
        return optim.AdamW(groups, recipe.Lr, recipe.Beta1, recipe.Beta2, recipe.Eps, recipe.WeightDecay);
    }
}
