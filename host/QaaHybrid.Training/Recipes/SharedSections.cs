using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>Sections that fine-tuning and pretraining recipes have in common.</summary>
internal static class SharedSections
{
    /// <summary><c>optimizer</c>; what is not written is taken from <paramref name="standard"/>.</summary>
    public static OptimizerRecipe Optimizer(RecipeSection s, OptimizerRecipe standard)
    {
        var optimizer = new OptimizerRecipe
        {
            Name = s.Choice("name", standard.Name, "adamw"),
            Lr = s.Number("lr", standard.Lr, 0),
            WeightDecay = s.Number("weight_decay", standard.WeightDecay, 0),
            Eps = s.Number("eps", standard.Eps, 1e-16, 1),
        };
        (var beta1, var beta2) = Betas(s, (standard.Beta1, standard.Beta2));
        optimizer = optimizer with { Beta1 = beta1, Beta2 = beta2, Groups = Groups(s, optimizer, standard.Groups) };
        s.RefuseUnknown();
        return optimizer;
    }

    /// <summary><c>schedule</c>.</summary>
    public static ScheduleRecipe Schedule(RecipeSection s)
    {
        var standard = new ScheduleRecipe();
        var schedule = new ScheduleRecipe
        {
            Name = s.Choice("name", standard.Name, "constant", "linear", "cosine"),
            WarmupRatio = s.Number("warmup_ratio", standard.WarmupRatio, 0, 1),
            FinalRatio = s.Number("final_ratio", standard.FinalRatio, 0, 1),
        };
        s.RefuseUnknown();
        return schedule;
    }

    private static (double, double) Betas(RecipeSection s, (double, double) standard)
    {
        var betas = s.Texts("betas", [])
            .Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToList();
        if (betas is [>= 0 and < 1, >= 0 and < 1])
            return (betas[0], betas[1]);
        if (s.Has("betas"))
            s.Refuse("betas", "expected two numbers from 0 to below 1, for example [0.9, 0.999]");
        return standard;
    }

    private static IReadOnlyList<ParameterGroupRecipe> Groups(RecipeSection s, OptimizerRecipe optimizer, IReadOnlyList<ParameterGroupRecipe> standard)
    {
        var groups = new List<ParameterGroupRecipe>();
        foreach (var section in s.Sections("groups"))
        {
            groups.Add(new ParameterGroupRecipe
            {
                Match = section.RequiredText("match", "'*.theta'"),
                Lr = section.Number("lr", optimizer.Lr, 0),
                WeightDecay = section.Number("weight_decay", optimizer.WeightDecay, 0),
            });
            section.RefuseUnknown();
        }
        return s.Has("groups") ? groups : standard;
    }
}
