namespace QaaHybrid.Training;

/// <summary>The lines of <c>comparison.json</c> that have a column each for what PEFT's <c>method_comparison</c> keeps of an experiment.</summary>
internal static class ComparisonEntries
{
    /// <summary>A line a method and seed, in the recipe's order.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, object?>> Of(Recipe recipe, MethodComparison comparison, IReadOnlyList<ComparisonFailure> failures)
    {
        foreach (var method in recipe.Methods)
            foreach (var seed in recipe.Comparison.Seeds)
            {
                var done = comparison.Methods.FirstOrDefault(candidate => candidate.Name == method.Name)?.Runs.FirstOrDefault(run => run.Seed == seed);
                yield return done is not null
                    ? Of(comparison, method, done, comparison.Runs.First(run => run.Seed == seed))
                    : new OrderedDictionary<string, object?>
                    {
                        ["experiment_name"] = method.Name, ["seed"] = seed, ["peft_type"] = method.Adapter, ["status"] = "failed",
                        ["error_msg"] = failures.FirstOrDefault(failure => failure.Seed == seed && failure.Method == method.Name)?.Error.Message ?? "not trained",
                    };
            }
    }

    private static OrderedDictionary<string, object?> Of(MethodComparison comparison, MethodRecipe method, SeededMethod done, SeededRun run)
    {
        var result = done.Result;
        var entry = new OrderedDictionary<string, object?>
        {
            ["experiment_name"] = method.Name,
            ["seed"] = done.Seed,
            ["model_id"] = done.Base.Model,
            ["peft_type"] = method.Adapter,
            ["peft_config"] = method.Options,
            ["status"] = "success",
            ["error_msg"] = "",
            ["num_trainable_params"] = result.Trainable,
            ["num_stored_params"] = result.Stored,
            ["degrees_of_freedom"] = result.DegreesOfFreedom,
            ["num_total_params"] = done.Base.Parameters,
            ["file_size"] = result.AdapterBytes,
            ["train_time"] = result.TrainSeconds,
            ["steps"] = result.Steps,
            ["seconds_per_step"] = result.SecondsPerStep,
            ["step_memory_max"] = result.StepMemory,
            ["flops_per_token"] = result.FlopsPerToken,
            ["train_loss"] = LastLoss(done.Method),
        };
        foreach (var measure in comparison.Measures)
            entry[measure.Key == Measure.Forgetting.Key ? measure.Key : $"test_{measure.Key}"] = done.Value(measure);
        entry["created_at"] = run.Environment.Started;
        entry["run"] = FormattableString.Invariant($"seeds/{done.Seed}");
        return entry;
    }

    /// <summary>The mean training loss of the last tenth of the steps; single batches jump.</summary>
    private static double? LastLoss(ReportedMethod method)
    {
        var losses = method.Column("loss");
        return losses.Count == 0 ? null : losses.Skip(losses.Count - Math.Max(1, losses.Count / 10)).Average(point => point.Y);
    }
}
