namespace QaaHybrid.Training;

/// <summary>Turns the <c>task</c> of a recipe into examples.</summary>
public static class TaskLoader
{
    /// <summary>The examples of a task.</summary>
    /// <param name="task">The recipe's task.</param>
    /// <param name="seed">The recipe's seed: it chooses which examples of a large task are used. What is held out does not depend on it.</param>
    /// <param name="bad">What happens with bad lines; null refuses them.</param>
    /// <exception cref="DataFileException">The data are missing or wrong.</exception>
    public static TaskData Load(TaskRecipe task, long seed, BadLines? bad = null) => task.Kind switch
    {
        "definitions" => DefinitionTask.Load(task, seed),
        "file" or "generation" => FileTask.Load(task, seed, bad),
        _ => throw new ArgumentException($"unknown kind of task '{task.Kind}'", nameof(task)),
    };

    /// <summary>A file of sources and targets that is held out whole: to measure a trained model on other data.</summary>
    /// <param name="task">The recipe's task; its columns and prompt are used where it is of <c>kind: file</c>.</param>
    /// <param name="file">The file.</param>
    /// <param name="bad">What happens with bad lines; null refuses them.</param>
    /// <exception cref="DataFileException">The file is missing or wrong.</exception>
    public static TaskData LoadHeldOut(TaskRecipe task, string file, BadLines? bad = null) => FileTask.LoadHeldOut(task, file, bad);

    /// <summary>
    /// Cuts both sides to the sizes the recipe asks for. Sources are ordered by a seeded hash of their text, so that a smaller
    /// sample is the beginning of a larger one.
    /// </summary>
    internal static TaskData Deal(
        string name, string description, TaskRecipe task, long seed, IEnumerable<SourceTarget> training, IEnumerable<SourceTarget> heldOut)
    {
        var train = Ordered(training, seed).Take(task.TrainExamples > 0 ? task.TrainExamples : int.MaxValue).ToList();
        var held = Ordered(heldOut, HeldOutSeed).ToList();
        var groups = held.GroupBy(example => example.Source)
            .Select(group => new HeldOutItem(group.Key, [.. group.Select(example => example.Target)]))
            .Take(task.GenerateExamples).ToList();
        var evaluated = held.Take(task.EvalExamples).ToList();
        return new TaskData
        {
            Name = name,
            Description = FormattableString.Invariant(
                $"{description}; {train.Count} training examples, {evaluated.Count} held out for the loss, {groups.Count} sources for the text metrics"),
            Training = train,
            HeldOut = evaluated,
            Generation = groups,
        };
    }

    /// <summary>Runs with different seeds are compared on the same held-out examples.</summary>
    private const long HeldOutSeed = 20260101;

    private static IOrderedEnumerable<SourceTarget> Ordered(IEnumerable<SourceTarget> examples, long seed) => examples
        .OrderBy(example => Seeds.Unit(seed, example.Source))
        .ThenBy(example => example.Source, StringComparer.Ordinal)
        .ThenBy(example => example.Target, StringComparer.Ordinal);
}
