using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Training;

/// <summary>Reads <c>comparison</c>.</summary>
internal static class ComparisonSection
{
    public static ComparisonRecipe Read(RecipeSection s, IReadOnlyList<MethodRecipe> methods, string taskKind)
    {
        var standard = new ComparisonRecipe();
        var comparison = new ComparisonRecipe
        {
            Seeds = ReadSeeds(s),
            Baseline = s.Text("baseline", standard.Baseline),
            Equal = s.Choice("equal", standard.Equal, "steps", "time", "parameters"),
            Budget = s.Text("budget", standard.Budget),
            Metric = s.Text("metric", standard.Metric),
            Text = s.FilePath("text"),
        };
        var names = methods.Select(method => method.Name).ToList();
        if (comparison.Baseline.Length > 0 && !names.Contains(comparison.Baseline))
            s.Refuse("baseline", $"there is no method '{comparison.Baseline}'; {NearestName.Hint(comparison.Baseline, names)}");
        if (Problem(comparison) is { } problem)
            s.Refuse("budget", problem);
        if (comparison.Text.Length > 0 && (TaskKinds.IsTextLabels(taskKind) || taskKind == "image"))
            s.Refuse("text", $"the task is {taskKind}: only a language model has a loss on a text");
        s.RefuseUnknown();
        return comparison;
    }

    private static List<long> ReadSeeds(RecipeSection s)
    {
        var seeds = new List<long>();
        foreach (var text in s.Texts("seeds", []))
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
                s.Refuse("seeds", $"found '{text}', expected whole numbers of at least 0, for example [1, 2, 3, 4, 5]");
            else if (seeds.Contains(seed))
                s.Refuse("seeds", $"{seed} stands there twice; the same seed gives the same weights");
            else
                seeds.Add(seed);
        if (s.Has("seeds") && seeds.Count == 0)
            s.Refuse("seeds", "lists no seed; for example [1, 2, 3, 4, 5]");
        return seeds;
    }

    private static string? Problem(ComparisonRecipe comparison)
    {
        var budget = comparison.Budget;
        if (budget.Length == 0)
            return comparison.Equal == "steps" ? null : $"is missing: equal {comparison.Equal} of how much? For example budget: {(comparison.Equal == "time" ? "60 (seconds of training a method)" : "0.1% (of the base model's parameters)")}";
        var share = comparison.Equal == "parameters" && budget.EndsWith('%');
        if (!double.TryParse(share ? budget[..^1] : budget, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) || !double.IsFinite(amount) || amount <= 0)
            return $"found '{budget}', expected " + comparison.Equal switch
            {
                "time" => "a number of seconds above 0",
                "parameters" => "a number of parameters, or a share of the model such as 0.1%",
                _ => "a number of steps",
            };
        return comparison.Equal == "steps" && (amount % 1 != 0 || amount > int.MaxValue) ? $"found '{budget}', expected a whole number of steps" : null;
    }
}
